"""What the program says, in Chinese and English: messages, labels, numbers as readers see them.

The sentences are data: ``zh/*.toml`` and ``en/*.toml`` beside this file, with the same keys and
the same ``{placeholders}`` in both. Wording of an edition is never here: it is in the edition.
"""

from zicha.words.catalogue import has, joined, say
from zicha.words.problems import problem_line

__all__ = ["has", "joined", "problem_line", "say"]
