"""What /accessibilite says that the tests found is what they found."""

import datetime

import pytest

import accessibility
from opposition import ROOT

FILE = ROOT / "Sources/Pages/constats.tsv"
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def test_the_statement_says_what_was_found(request, outcomes):
    """The last of all tests. The file says at least how many times each of its tests ran; none of these failed."""
    rows = [line.split("\t") for line in FILE.read_text().splitlines()]
    told = {row[0]: (int(row[1]), int(row[2])) for row in rows if len(row) == 3}
    found = {
        test: (sum(one.startswith(test) for one, _ in outcomes.seen), sum(one.startswith(test) and failed for one, failed in outcomes.seen)) for test in told}
    if request.config.getoption("--renew-statement"):
        today = datetime.date.today()
        day = f"{'1er' if today.day == 1 else today.day} {MONTHS[today.month - 1]} {today.year}"
        # A test that did not run today keeps what it found.
        lines = [("date", day), ("axe-core", accessibility.VERSION)] + [(test, *(figures if figures[0] else told[test])) for test, figures in found.items()]
        FILE.write_text("".join("\t".join(map(str, line)) + "\n" for line in lines))
        return
    if not outcomes.whole:
        pytest.skip("a part of the tests ran")
    assert ["axe-core", accessibility.VERSION] in rows
    for test, (ran, failed) in found.items():
        assert ran >= told[test][0] and failed == told[test][1], test
