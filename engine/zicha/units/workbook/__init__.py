"""A unit's form as an Excel workbook: what stands in its cells, read as a unit's document.

Nothing in a workbook is ever run: macros, external links and formulas are passed over, of a
formula only the value that was last computed is read.
"""
