"""The form that a unit fills in, as an Excel workbook; ``zicha.units.workbook`` reads it back."""
