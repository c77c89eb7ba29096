"""Cells of tables whose rows and columns the text does not show: what each is, and how they stand together."""
