import os
import subprocess

import pytest
from playwright.sync_api import sync_playwright

from opposition import Server
from trainee import Trainee

OUTCOMES = pytest.StashKey()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for all tests that only pass through: each takes its own exercice."""
    with Server(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture(scope="session")
def address():
    """An address of this machine that is not loopback; where there is none, root adds one for the time of the tests."""
    addresses = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout.split()
    there = next((one for one in addresses if "." in one), None)
    if there:
        yield there
    elif os.geteuid():
        pytest.skip("this machine has no network address, and only root may add one")
    else:
        subprocess.run(["ip", "address", "add", "192.0.2.77/32", "dev", "lo"], check=True)
        yield "192.0.2.77"
        subprocess.run(["ip", "address", "del", "192.0.2.77/32", "dev", "lo"], check=True)


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def trainee(request, browser, server):
    trainee = Trainee(browser, server, java_script_enabled=request.param == "with JavaScript")
    yield trainee
    trainee.close()


class Outcomes:
    """What came of the tests so far: `seen` has the name of each and whether it failed; `whole` unless some were left out."""

    def __init__(self):
        self.seen, self.whole = [], True

    def pytest_collection_modifyitems(self, config, items):
        """The statement of accessibility comes last: it tells of the others."""
        items.sort(key=lambda item: item.path.name == "test_statement.py")
        folders = {item.path.name for item in items}
        self.whole = all(file.name in folders for file in config.rootpath.glob("test_*.py"))

    def pytest_deselected(self, items):
        self.whole = False

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.failed:
            self.seen.append((report.nodeid.split("::")[-1], report.failed))


def pytest_configure(config):
    if config.getoption("--renew-statement") and config.getoption("--whole-product"):
        raise pytest.UsageError("--renew-statement tells of what every run finds: leave out --whole-product")
    config.stash[OUTCOMES] = Outcomes()
    config.pluginmanager.register(config.stash[OUTCOMES])


@pytest.fixture
def outcomes(request):
    return request.config.stash[OUTCOMES]


# What says how much of something a test does: a fixture of the same name gives it. Its default, and what it is.
AMOUNTS = {
    "asleep": (8.0, "For how many seconds the laptop sleeps in the middle of a room."),
    "kills": (10, "How many times the server is killed under load."),
    "trainees": (3, "How many browsers make a room."),
    "joins": (4, "How many times 200 phones of other addresses join a room at once."),
    "requests": (20_000, "How many requests the generator sends."),
    "seed": (1, "What the generator sends depends on it."),
    "uploads": (10, "How many times each client sends each body that is too large to each address."),
    "megabytes": (24, "How large the database is of which exercices are erased."),
    "minutes": (0.0, "For how long a room of 200 is played beside the generator."),
    "idle_connections": (1_000, "How many connections are open at once."),
}
FLAGS = {
    "slowhttptest": "Also play slow clients with the tool of that name.",
    "whole_product": "See every page in every state under all the conditions at once.",
    "renew_transcripts": "Write the transcripts of the procedure anew.",
    "renew_statement": "Write what /accessibilite says that the tests found.",
    "keep_screenshots": "Take the pictures of the README anew.",
}


def option(name):
    return "--" + name.replace("_", "-")


def pytest_addoption(parser):
    for name, (default, what) in AMOUNTS.items():
        parser.addoption(option(name), type=type(default), default=default, help=what)
    for name, what in FLAGS.items():
        parser.addoption(option(name), action="store_true", help=what)


def amount(name):
    return pytest.fixture(scope="session", name=name)(lambda request: request.config.getoption(option(name)))


globals().update({name: amount(name) for name in AMOUNTS})
