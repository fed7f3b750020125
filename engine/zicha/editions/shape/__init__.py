"""The shape of every file: what it may hold, not yet what it means."""
