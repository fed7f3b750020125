"""The handbook of an edition in Markdown: what is measured, what is required, from which facts."""
