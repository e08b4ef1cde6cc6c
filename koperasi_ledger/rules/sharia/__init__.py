"""Sharia business beyond loans: goods of a murabahah, gifts, partnerships, ijarah, and sharing.

`goods`, `gifts`, `partnerships` and `ijarah` are contracts with members; `pool` and `sharing` are
the month's profit of mudharabah savings. Entries: PSAK 402, 405, 406, 407 (reference section 6).
"""
