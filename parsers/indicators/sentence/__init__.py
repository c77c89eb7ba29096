"""A sentence with figures: its tokens, its numbers, and what the words around them make of them."""
