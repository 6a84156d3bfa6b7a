"""The README, read as what it is: commands that work."""

import re

from opposition import ROOT


def blocks(language):
    """The fenced blocks of that language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)


def transcript():
    """The console transcript as (command, what it prints); `…` stands for anything."""
    steps = []
    for line in blocks("console")[0].splitlines():
        if line.startswith("$ "):
            steps.append([line[2:], ""])
        elif steps[-1][0].endswith("\\") and line.startswith("> "):
            steps[-1][0] += "\n" + line[2:]
        else:
            steps[-1][1] += line + "\n"
    return steps
