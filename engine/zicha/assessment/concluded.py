"""What became of a conclusion for a unit, for ``zicha explain``."""

from zicha.assessment.concluding import conclusion_page
from zicha.assessment.conclusions import STATES, because, case_of
from zicha.assessment.gather import Gathered
from zicha.assessment.proof import Proved
from zicha.backends.reference.engine import Reference
from zicha.model.conclusions import Conclusion
from zicha.reports.lines import rule_line, wrapped
from zicha.words import say
from zicha.words.requirement import Speaker


def concluded_page(conclusion: Conclusion, gathered: Gathered, speaker: Speaker) -> str:
    """Return what became of a conclusion for a unit and why, for a screen."""
    lang, proved = speaker.lang, Proved(gathered, speaker)
    unit, on = proved.subject.unit, proved.subject.on
    waived = unit.waived(on)
    judgement = Reference(proved.rules).judge(proved.known, waived)
    case = case_of(proved.rules, proved.known, judgement, waived)
    settled = next(each for each in proved.rules.conclusions if each.id == conclusion.id)
    holds = say(lang, f"holds.{STATES[case.settled[conclusion.id]]}")
    lines = [
        "",
        rule_line(),
        *wrapped(say(lang, "explain.proof", unit=unit.name, date=on.isoformat())),
        say(lang, "conclusion.state", holds=holds),
        *wrapped(because(settled, case, speaker)),
    ]
    return conclusion_page(conclusion, speaker) + "\n".join(lines) + "\n"
