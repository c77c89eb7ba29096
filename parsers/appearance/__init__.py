"""How a page looked: its HTML and CSS reduced to what can't act, with addresses of archived styles and pictures."""
