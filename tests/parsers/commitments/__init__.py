"""Promises: lists of livelihood projects, their items, outcomes and status."""
