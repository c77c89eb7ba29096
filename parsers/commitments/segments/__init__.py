"""Every way in which a page could be divided into projects, and the best of them."""
