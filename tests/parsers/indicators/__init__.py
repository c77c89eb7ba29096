"""Figures: names, units, periods, kinds and owners."""
