"""The elements of a page as running scripts see and change them."""
