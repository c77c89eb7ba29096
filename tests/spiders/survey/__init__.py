"""New sites: their columns, and what is said of them."""
