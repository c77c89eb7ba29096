"""Part what was promised from what was reported of it, where the whole list is printed one way."""
