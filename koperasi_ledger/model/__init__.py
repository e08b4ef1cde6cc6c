"""The cooperative's words as types: money, events, entries, accounts, policy, records, errors."""
