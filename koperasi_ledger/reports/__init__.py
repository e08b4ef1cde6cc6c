"""Reports: query -> frozen view model (`view`) -> one of four layouts (`render`).

The view carries every figure, totals included; layouts place text and never add.
"""
