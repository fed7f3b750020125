"""What an audit is given: folders of units, wide tables, and the lists that go with them.

A unit that cannot be read is named with its problems, and the rest goes on.
"""
