"""Laws that hold for every rule set and whatever is known, on generated ones.

Each takes a seed: the same seed always gives the same case.
"""

from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.accepted import best_truth, edition_over
from support.declared import only_items, worst_declared
from support.generate import Case, case, waived
from support.growing import best_value, completed, improved, learned, observed, worst_value
from support.knowing import knowledge
from support.narrowing import percent_within, range_within, result_within, truths_within
from support.rulesets import Generated, rule_set
from zicha.backends.reference.engine import Reference
from zicha.backends.reference.trace import trace_item
from zicha.language.walk import leaves
from zicha.model.facts import LEVELS, Knowledge
from zicha.model.judgement import NOT_APPLICABLE, GradeRange, Judgement, Outcome
from zicha.model.numbers import Number
from zicha.model.rules import Always, Between, Compare, Grade, Item, Ratio, WhenZero
from zicha.scoring.scores import points_of, verdicts

seeds = st.integers(0, 2**32 - 1)
laws = settings(max_examples=200)

ScoreRange = tuple[Number | None, Number | None]

STEPS = 6
"""How many things are learned, one after the other."""


def judged(made: Case) -> Judgement:
    """Return what the reference makes of a case."""
    return Reference(made.rules).judge(made.known, made.waived)


def scores(
    made: Case, judgement: Judgement
) -> dict[str | None, tuple[Number | None, Number | None]]:
    """Return worst and best score of every category, and (None) of all."""
    found = verdicts(made.rules, judgement.grades, made.waived)
    ranges: dict[str | None, tuple[Number | None, Number | None]] = {}
    for category in (None, *{verdict.category for verdict in found}):
        points = points_of([v for v in found if category in (None, v.category)], made.rules.shares)
        ranges[category] = points.percent(points.worst), points.percent(points.best)
    return ranges


def not_applicable(judgement: Judgement) -> set[str]:
    """Return the indicators that do not apply."""
    return {code for code, grades in judgement.grades.items() if grades.best is None}


def assert_within(later: Case, earlier: Case) -> None:
    """Fail where anything of the later judgement lies outside of the earlier one."""
    after, before = judged(later), judged(earlier)
    for code, results in after.items.items():
        for now, then in zip(results, before.items[code], strict=True):
            assert result_within(now, then), (code, then, now)
        assert range_within(after.grades[code], before.grades[code]), code
    now_scored, then_scored = scores(later, after), scores(earlier, before)
    for category, now_range in now_scored.items():
        assert percent_within(now_range, then_scored[category]), category
    if not_applicable(after) == not_applicable(before):
        assert truths_within(after.conclusions, before.conclusions)


# --- Knowledge ----------------------------------------------------------------------------------


@laws
@given(seeds)
def test_learning_something_of_a_fact_never_widens_a_range(seed: int) -> None:
    made = case(seed)
    rng = Random(seed)
    for _ in range(STEPS):
        wiser = replace(made, known=learned(rng, made.generated, made.known))
        assert_within(wiser, made)
        made = wiser


@laws
@given(seeds)
def test_whatever_the_unknown_facts_turn_out_to_be_was_among_what_was_possible(seed: int) -> None:
    made = case(seed)
    rng = Random(seed)
    for _ in range(3):
        assert_within(replace(made, known=completed(rng, made.generated, made.known)), made)


@laws
@given(seeds)
def test_with_everything_known_only_a_denominator_of_0_leaves_an_item_open(seed: int) -> None:
    made = case(seed)
    known = replace(made.known, levels=frozenset(LEVELS))
    judgement = judged(replace(made, known=completed(Random(seed), made.generated, known)))
    for rule in made.rules.rules:
        for item, result in zip(rule.items(), judgement.items[rule.indicator], strict=True):
            assert result.outcome is not Outcome.OPEN or is_open_at_zero(item), item


def is_open_at_zero(item: Item) -> bool:
    """Return whether an item has a ratio that a denominator of 0 leaves open."""
    conditions = [item.condition, *(band for _, band in item.bands)]
    conditions += [clause.when for clause in item.applies]
    every = [leaf for condition in conditions for leaf in leaves(condition)]
    subjects = [leaf.subject for leaf in every if isinstance(leaf, (Compare, Between))]
    return any(isinstance(s, Ratio) and s.when_zero is WhenZero.OPEN for s in subjects)


@laws
@given(seeds)
def test_the_worst_is_never_better_than_the_best(seed: int) -> None:
    made = case(seed)
    judgement = judged(made)
    for results in judgement.items.values():
        for result in results:
            fewest, most = result.faults
            assert most is None or fewest <= most
            assert result.grades[0].rank <= result.grades[1].rank
    for grades in judgement.grades.values():
        assert grades.best is None or grades.worst is None or grades.best.rank <= grades.worst.rank
    for worst, best in scores(made, judgement).values():
        assert worst is None or best is None or 0 <= worst <= best <= 100


@laws
@given(seeds)
def test_the_order_in_which_facts_are_given_does_not_matter(seed: int) -> None:
    made = case(seed)
    facts = list(made.known.values.items())
    Random(seed).shuffle(facts)
    shuffled = replace(made, known=replace(made.known, values=dict(facts)))
    assert judged(shuffled) == judged(made)


@laws
@given(seeds)
def test_waivers_change_no_outcome_and_no_grade(seed: int) -> None:
    made = case(seed)
    without = judged(replace(made, waived=frozenset()))
    assert (judged(made).items, judged(made).grades) == (without.items, without.grades)


@laws
@given(seeds)
def test_what_is_waived_leaves_the_score_as_if_it_were_not_there(seed: int) -> None:
    made = case(seed)
    kept = tuple(i for i in made.rules.indicators if i.code not in made.waived)
    without = replace(made.generated, rules=replace(made.rules, indicators=kept))
    found = scores(made, judged(made))
    left = scores(Case(without, made.known, frozenset()), judged(made))
    assert {**dict.fromkeys(found, (None, None)), **left} == found


@laws
@given(seeds)
def test_items_that_do_not_apply_are_left_out(seed: int) -> None:
    made = case(seed)
    whole = judged(made)
    out = [
        item
        for rule in made.rules.rules
        for item, result in zip(rule.items(), whole.items[rule.indicator], strict=True)
        if result.outcome is Outcome.NOT_APPLICABLE
    ]
    kept = only_items(made.rules, lambda item: not any(item is each for each in out))
    left = judged(replace(made, generated=replace(made.generated, rules=kept))).grades
    assert {**dict.fromkeys(whole.grades, NOT_APPLICABLE), **left} == whole.grades


# --- The ends of the scale ----------------------------------------------------------------------


@laws
@given(seeds)
def test_all_requirements_met_gives_100(seed: int) -> None:
    generated = rule_set(Random(seed), improving=True, every_rule=True)
    known = extreme(generated, best=True)
    bounds = generated.rules.lower_bounds

    def is_met(item: Item) -> bool:
        result = trace_item(item, known, bounds).result
        # A scale may have no A at all; then the best of it is no full score.
        has_best = not item.bands or item.bands[0][0] is Grade.A
        return result.outcome is Outcome.MET and not result.may_not_apply and has_best

    rules = only_items(generated.rules, is_met)
    made = Case(replace(generated, rules=rules), known, frozenset())
    judgement = judged(made)
    assume(judgement.grades)
    assert set(judgement.grades.values()) == {GradeRange(Grade.A, Grade.A)}
    assert set(scores(made, judgement).values()) == {(Fraction(100), Fraction(100))}


@laws
@given(seeds)
def test_all_unmet_gives_the_lowest_grades_that_the_rules_declare(seed: int) -> None:
    generated = rule_set(Random(seed), improving=True, every_rule=True)
    known = extreme(generated, best=False)
    bounds = generated.rules.lower_bounds

    def is_wholly_unmet(item: Item) -> bool:
        trace = trace_item(item, known, bounds)
        bands = [band.truth for _, band in trace.bands if band.condition != Always()]
        return trace.result.outcome is Outcome.UNMET and set(bands) <= {False}

    rules = only_items(generated.rules, is_wholly_unmet)
    found = judged(Case(replace(generated, rules=rules), known, frozenset())).grades
    declared = {rule.indicator: worst_declared(rule, rules) for rule in rules.rules}
    assert found == {code: GradeRange(grade, grade) for code, grade in declared.items()}


def extreme(generated: Generated, *, best: bool) -> Knowledge:
    """Return a unit of every level whose facts are all as good, or as bad, as they can be."""
    value = best_value if best else worst_value
    values = {fact.id: value(fact) for fact in generated.facts.values()}
    return Knowledge(generated.rules.on, frozenset(LEVELS), values)


# --- Improvement --------------------------------------------------------------------------------


@laws
@given(seeds)
def test_a_fact_that_improves_never_lowers_a_grade(seed: int) -> None:
    rng = Random(seed)
    generated = rule_set(rng, improving=True)
    known = observed(generated, knowledge(rng, generated))
    made = Case(generated, known, waived(rng, generated.rules))
    for _ in range(STEPS):
        better = replace(made, known=improved(rng, generated, made.known))
        assert_no_worse(better, made)
        made = better


def assert_no_worse(later: Case, earlier: Case) -> None:
    """Fail where a grade, a score, a veto or a number of faults is worse than before.

    Where something else applies than before, there is nothing to compare.
    """
    after, before = judged(later), judged(earlier)
    for conclusion in later.rules.conclusions:
        wanted = best_truth(conclusion, edition_over(later.generated.facts))
        if wanted is not None:
            now, then = after.conclusions[conclusion.id], before.conclusions[conclusion.id]
            assert then is (not wanted) or now in (then, wanted), conclusion
    same = [code for code in after.grades if applied(after, code) == applied(before, code)]
    for code in same:
        assert no_worse(after.grades[code], before.grades[code]), code
        for result, former in zip(after.items[code], before.items[code], strict=True):
            (fewest, most), (fewest_before, most_before) = result.faults, former.faults
            assert fewest <= fewest_before, code
            assert most_before is None or (most is not None and most <= most_before), code
    if len(same) < len(after.grades):
        return
    for category, (worst, best) in scores(later, after).items():
        worst_before, best_before = scores(earlier, before)[category]
        if worst is not None and best is not None:
            assert worst_before is not None
            assert best_before is not None
            assert (worst >= worst_before, best >= best_before) == (True, True), category


def applied(judgement: Judgement, code: str) -> list[tuple[bool, bool]]:
    """Return of each item of an indicator whether it applies, and whether that is in doubt."""
    return [
        (r.outcome is not Outcome.NOT_APPLICABLE, r.may_not_apply) for r in judgement.items[code]
    ]


def no_worse(after: GradeRange, before: GradeRange) -> bool:
    """Return whether neither end of a grade range is worse than before."""
    if after.best is None or after.worst is None:
        return before.best is None
    if before.best is None or before.worst is None:
        return False
    return after.best.rank <= before.best.rank and after.worst.rank <= before.worst.rank
