"""What only the scripts of a list page show: its next page, and its parts."""
