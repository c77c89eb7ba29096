"""A year in an afternoon: many nights of a moving farm, unattended, held against its truth."""
