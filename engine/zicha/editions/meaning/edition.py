"""A draft -> the edition."""

from zicha.editions.draft import Draft
from zicha.editions.meaning.conclusions import conclusions_of
from zicha.editions.meaning.facts import consistency_of, dictionary_of
from zicha.editions.meaning.indicators import categories_of, groups_of, indicators_of
from zicha.editions.meaning.manifest import manifest_of
from zicha.editions.meaning.rules import rules_of
from zicha.editions.meaning.scope import Scope
from zicha.editions.meaning.values import text
from zicha.model.edition import Edition, Measure


def edition_of(draft: Draft, digest: str) -> Edition | None:
    """Return the edition that a draft makes; none without a manifest. Problems go to the draft."""
    if draft.manifest is None:
        return None
    manifest = manifest_of(draft.manifest)
    dictionary = dictionary_of(draft, manifest)
    indicators = indicators_of(draft, manifest, dictionary)
    scope = Scope(manifest, dictionary, level=None)
    rules = rules_of(draft, scope, {indicator.code: indicator for indicator in indicators})
    shape = manifest.shape
    return Edition(
        id=shape.id,
        name=text(shape.name),
        warning=text(shape.warning),
        digest=digest,
        first_days={word: day for word, day in shape.editions.items() if day},
        edition_names={word: text(name) for word, name in shape.edition_names.items()},
        levels=manifest.levels,
        level_words={level: tuple(each.also) for level, each in shape.levels.items()},
        grades=manifest.grades,
        fault_limits=manifest.fault_limits,
        scoring_sources=manifest.scoring_sources,
        methods={word: english.en for word, english in shape.methods.items()},
        units={w: Measure(u.en, u.one, tuple(u.also)) for w, u in shape.units.items()},
        departments=manifest.departments,
        works=manifest.library.works,
        confidence=manifest.confidence,
        categories=categories_of(draft),
        groups=groups_of(draft),
        indicators=indicators,
        facts={**dictionary.facts, **manifest.attributes},
        attributes=tuple(shape.attributes),
        consistency=tuple(consistency_of(draft, dictionary)),
        rules=rules,
        conclusions=conclusions_of(draft, scope),
    )
