"""The numbers that count items: what they mean, and where they run on inside a line or a paragraph."""
