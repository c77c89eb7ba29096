"""Sentences and headings that announce a list, and the lists that they announce."""
