"""The shipped edition and the cases of its rules, read once."""

from zicha.authoring.run import load_cases
from zicha.editions.load import load_edition
from zicha.editions.place import edition_folders
from zicha.errors import Problem

EDITION = load_edition(None)
FOLDERS = edition_folders()
assert not isinstance(FOLDERS, Problem)
CASES = load_cases(FOLDERS, EDITION)
