"""Borrowings: what the cooperative owes to lenders.

`plans` makes schedules and says what is due and borne on a day; `posting` says which accounts it
stands in; `agreeing`, `paying` and `accruing` are the events.
"""
