"""Lists and articles as a browser shows them."""
