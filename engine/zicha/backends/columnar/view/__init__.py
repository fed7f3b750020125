"""The edition as one statement over a wide table, for whoever keeps units in another warehouse.

Nothing is judged here: the statements of the engine are written down instead of run.
"""
