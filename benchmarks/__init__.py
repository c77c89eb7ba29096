"""Measure accuracy and speed, and compare them with other programs."""
