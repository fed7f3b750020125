"""Scaffold: the beginning of a new indicator, written into the files of an edition.

The pieces are the YAML files beside this one. Wherever an author has to write something, they say
TODO, which lint finds.
"""
