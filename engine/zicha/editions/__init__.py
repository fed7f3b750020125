"""Editions: the files of `indicators/` and `rules/` -> one checked ``zicha.model.edition.Edition``.

Three steps, one folder each: ``files`` reads the YAML, ``shape`` says what every file may hold,
``meaning`` turns it into the model and checks what only the whole can tell. ``load`` is the way in.
"""
