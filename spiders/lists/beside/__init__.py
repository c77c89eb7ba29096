"""What stands beside a link of a list: the title of its row, its year."""
