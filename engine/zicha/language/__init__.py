"""The rule language: three-valued logic, exact values, dates (in words: docs/language.md)."""
