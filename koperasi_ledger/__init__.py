"""Double-entry accounting for Indonesian cooperatives, printed as Beancount ledgers."""
