"""Aid that the cooperative keeps and hands out for others: never its income (decision 29)."""
