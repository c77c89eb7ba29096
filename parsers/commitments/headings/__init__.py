"""Lines of a page, which of them head a list of livelihood projects, and whether one of things done."""
