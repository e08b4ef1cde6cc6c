"""The rules: pure functions from an event and the records it needs to an entry and new records.

No rule reads a clock, a file or a database, and none changes what it is given. A rule that refuses
raises a `Refusal` and leaves nothing behind.
"""
