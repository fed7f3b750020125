"""From shapes to the model: what the words of an edition mean, and what only the whole can tell."""
