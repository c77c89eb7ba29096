"""Pages of figures: ledgers, divisions side by side, every statement of one figure."""
