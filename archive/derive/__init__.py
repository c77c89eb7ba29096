"""Tables computed from stored readings at the end of a run: ledgers, promises, witnesses."""
