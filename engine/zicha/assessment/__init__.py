"""The use case of one unit: facts and rules -> judgement -> report."""
