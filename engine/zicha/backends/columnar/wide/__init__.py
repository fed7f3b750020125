"""A wide table of units, one a row, brought inside the database by SQL alone.

Only cells that are written plainly are taken here. A row with any other cell is odd: it is handed
back to be read forgivingly, one by one, so that there is one meaning and one set of messages.
"""
