"""Outcomes -> grades, ranges, scores. Pure."""
