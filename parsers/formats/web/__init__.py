"""HTML pages: the tree, the body's container, and the evidence around it."""
