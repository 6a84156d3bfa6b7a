"""What axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe

VERSION = "4.12.1"
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]},
    # Beyond AA: 7:1 for all text as it is shown.
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


def faults(page):
    """Each fault: its rule, and what it is about."""
    result = Axe().run(page, options=OPTIONS).response
    assert result["testEngine"]["version"] == VERSION
    return [(one["id"], node["html"]) for one in result["violations"] for node in one["nodes"]]
