"""The reference engine: walks the tree of a rule. Read it to know what the language means."""
