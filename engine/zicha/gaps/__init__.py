"""Outcomes -> what is missing, what closing it earns, what to find out first. Pure."""
