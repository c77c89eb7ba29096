"""What a report says of its promise: by what was asked for, by parts, in full, by shares, by steps of preparation."""
