"""Engines that judge facts by rules. They must agree on every outcome."""
