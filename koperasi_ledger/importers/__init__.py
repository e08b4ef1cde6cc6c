"""Readers of files that others wrote: bytes in, plain records out.

Nothing here knows the journal, Beancount, the clock or the file system; a caller passes bytes and
gets statements or a `Refusal`. Start at `readers.read_statement`.
"""
