"""Agency work: net fees as revenue, balances with principals, reconciliation (decision 29)."""
