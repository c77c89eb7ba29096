"""How each platform family lists its articles and turns its pages."""
