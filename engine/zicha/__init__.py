"""Zicha (自查): a rule-based compliance self-assessment engine."""

__version__ = "0.1.0"
