"""What an office asks of all units at once, by SQL over the tables of results.

Everything here is ids and exact numbers; whoever shows it finds the words.
"""
