"""Pagers: the request for the next page of a list, whatever kind of pager it has."""
