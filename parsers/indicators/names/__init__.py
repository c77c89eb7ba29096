"""Names, codes and units of indicators, and whose a figure is."""
