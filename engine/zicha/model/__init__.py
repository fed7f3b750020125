"""Frozen values: what an edition, a rule, a unit, a judgement and a report are made of."""
