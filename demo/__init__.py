"""Invented district-government websites on loopback, with three nights of change; standard library only."""
