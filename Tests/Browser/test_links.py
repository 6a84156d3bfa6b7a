"""Every link of every page leads somewhere, and so does its fragment; titles tell the pages apart."""

from html.parser import HTMLParser
from urllib.parse import urldefrag


class Reading(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links = set(), set()
        self.title = text.split("<title>")[1].split("</title>")[0]
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        self.links |= {attributes.get("href"), attributes.get("src")} - {None}


def test_no_link_is_dead(server):
    for headers in ({}, {"Cookie": "exercice=" + server.exercice(scenario="S10").id}):
        pages, wanted = {}, {("/", "/")}
        while wanted:
            origin, link = wanted.pop()
            assert link.startswith("/"), f"{origin} leads out: {link}"
            path, _ = urldefrag(link)
            if path in pages:
                continue
            answer = server.call("GET", path, headers=headers)
            assert answer.status in (200, 303), f"{origin} → {link}: {answer.status}"
            html = answer.headers.get("Content-Type", "").startswith("text/html")
            pages[path] = Reading(answer.text) if html else None
            if html:
                wanted |= {(path, one if one.startswith("/") else path + one) for one in pages[path].links}
        assert len(pages) > 15
        titles = [page.title for page in pages.values() if page]
        assert len(set(titles)) == len(titles)
        for path, page in pages.items():
            for link in page.links if page else ():
                target, fragment = urldefrag(link)
                if fragment and pages[target or path]:
                    assert fragment in pages[target or path].ids, f"{path} → {link}"
