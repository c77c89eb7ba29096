"""Measurements: how right the reading is, how fast, beside what."""
