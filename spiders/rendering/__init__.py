"""Render list pages in a browser without a network of its own (extra `browser`); imported only where it is needed."""
