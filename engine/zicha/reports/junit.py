"""Results of cases in the form that build servers read (JUnit XML)."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET


@dataclass(frozen=True, slots=True)
class TestLine:
    """One case in one engine; ``failure`` is empty where it passed."""

    suite: str
    name: str
    file: str
    line: int
    failure: str


def junit_xml(lines: Sequence[TestLine]) -> str:
    """Return the results as one XML document, a suite for each engine."""
    root = ET.Element("testsuites", tests=str(len(lines)), failures=str(failures(lines)))
    for suite in dict.fromkeys(line.suite for line in lines):
        mine = [line for line in lines if line.suite == suite]
        parent = ET.SubElement(
            root, "testsuite", name=suite, tests=str(len(mine)), failures=str(failures(mine))
        )
        for line in mine:
            case = ET.SubElement(
                parent,
                "testcase",
                classname=suite,
                name=line.name,
                file=line.file,
                line=str(line.line),
            )
            if line.failure:
                ET.SubElement(
                    case, "failure", message=line.failure.split("\n")[0]
                ).text = line.failure
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def failures(lines: Sequence[TestLine]) -> int:
    """Return how many of the results are failures."""
    return sum(bool(line.failure) for line in lines)
