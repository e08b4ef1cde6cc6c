"""The rules of loans: what is due, what a payment pays, how good the loan is, what may be lost.

`plans` make schedules, `position` says what is owed on a day, `allocation` what a payment pays;
`granting`, `payments`, `changes`, `losses` and `month_end` are the rules of the events, which
`posting` turns into legs; `quality` and `provision` class a loan. All pure.
"""
