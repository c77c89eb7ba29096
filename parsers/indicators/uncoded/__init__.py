"""Figures that no name of the lexicon announces: counts, quantities, rates and shares."""
