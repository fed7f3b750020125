"""The rule language: three-valued logic, exact values, dates, types. ``docs/language.md`` says it in words."""
