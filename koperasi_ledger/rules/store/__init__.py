"""The rules of the store: goods and prices, stock and its cost, buying, selling, undoing."""
