"""Which state is seen under which conditions: a sample in which every two meet, or the whole product."""

from itertools import groupby, product

from situations import SITUATIONS

CONDITIONS = {"color_scheme": ("light", "dark"), "width": (320, 1280), "java_script_enabled": (True, False), "text": ("as it is", "spaced")}
# An orthogonal array of strength 3: of any three conditions every combination is there. Each row stands beside its opposite.
ROWS = [(0, 0, 0, 0), (1, 1, 1, 1), (0, 0, 1, 1), (1, 1, 0, 0), (0, 1, 0, 1), (1, 0, 1, 0), (0, 1, 1, 0), (1, 0, 0, 1)]


def page_of(name):
    """The page of a state, by the name: `choix-cloture` is one of `choix`."""
    return name.split("-")[0]


def under(choices):
    return dict(zip(CONDITIONS, (values[choice] for values, choice in zip(CONDITIONS.values(), choices))))


def sample():
    """Each state once, and each page under both values of every condition: its states take opposite rows in turn."""
    start = 0
    for page, names in groupby(sorted(SITUATIONS), key=page_of):
        names = list(names)
        for index, name in enumerate(names if len(names) > 1 else names * 2):
            yield name, under(ROWS[(start + index) % len(ROWS)])
        start += 2


def everything():
    """All the conditions in which any state may be seen."""
    return [under(choices) for choices in product((0, 1), repeat=len(CONDITIONS))]
