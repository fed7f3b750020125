"""Lint: everything wrong or doubtful in an edition, one small check a code.

``check`` is the way in; ``material`` is what the checks look at, ``ignoring`` what their author
sets aside. Every code has a page in docs/lint.
"""
