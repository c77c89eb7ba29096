"""Lists whose rows come from an interface: find the request that scripts make, and read its answers."""
