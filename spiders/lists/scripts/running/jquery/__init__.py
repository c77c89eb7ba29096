"""jQuery for running scripts: `$` itself, and its functions on values."""
