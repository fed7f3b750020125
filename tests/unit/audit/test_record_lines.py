"""On which line of a CSV file a record begins."""

from pathlib import Path

import pytest

from zicha.audit.record_lines import RecordLines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("lines", "begins"),
    [
        (["a,b", "1,2", "3,4"], [1, 2, 3]),
        (["a,b", "", "1,2", "", "", "3,4", ""], [1, 3, 6]),
        (["", "a,b", "1,2"], [2, 3]),
        (["sep=,", "a,b", "1,2"], [2, 3]),
        (["a,b", '1,"2', "", '3"', "4,5"], [1, 2, 5]),
        (["a,b", '1,"x ""y"" z"', '2,5" wide', '3,"x"', '"""",""', "4,5"], [1, 2, 3, 4, 5, 6]),
        (["a,b", '"1 ""', '",2', "3,4"], [1, 2, 4]),
        (["a,b", '1,"2', "3,4"], [1, 2]),
    ],
)
def test_records_begin_on_their_lines(
    lines: list[str], begins: list[int], end: str, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(end.join(lines).encode("utf-8-sig"))
    found = RecordLines.of(str(path))
    assert [found.line(record) for record in range(len(begins))] == begins


def test_what_is_no_file_has_a_record_on_each_line() -> None:
    assert [RecordLines().line(record) for record in (0, 1, 7)] == [1, 2, 8]
