"""Evaluate scripts within bounds: statements, expressions, calls, operators."""
