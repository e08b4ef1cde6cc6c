"""The journal: the append-only, hash-chained store of events, and what was derived from each."""
