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


def pytest_addoption(parser):
    parser.addoption("--asleep", type=float, default=8, help="For how many seconds the laptop sleeps in the middle of a room.")
    parser.addoption("--kills", type=int, default=10, help="How many times the server is killed under load.")
    parser.addoption("--trainees", type=int, default=3, help="How many browsers make a room.")
    parser.addoption("--joins", type=int, default=4, help="How many times 200 phones of other addresses join a room at once.")
    parser.addoption("--requests", type=int, default=20_000, help="How many requests the generator sends.")
    parser.addoption("--seed", type=int, default=1, help="What the generator sends depends on it.")
    parser.addoption("--uploads", type=int, default=10, help="How many times each client sends each body that is too large to each address.")
    parser.addoption("--megabytes", type=int, default=24, help="How large the database is of which exercices are erased.")
    parser.addoption("--minutes", type=float, default=0, help="For how long a room of 200 is played beside the generator.")
    parser.addoption("--idle-connections", type=int, default=1_000, help="How many connections are open at once.")
    parser.addoption("--slowhttptest", action="store_true", help="Also play slow clients with the tool of that name.")
    parser.addoption("--whole-product", action="store_true", help="See every page in every state under all the conditions at once.")
    parser.addoption("--renew-transcripts", action="store_true", help="Write the transcripts of the procedure anew.")
    parser.addoption("--renew-statement", action="store_true", help="Write what /accessibilite says that the tests found.")
    parser.addoption("--keep-screenshots", action="store_true", help="Take the pictures of the README anew.")


@pytest.fixture
def asleep(request):
    return request.config.getoption("--asleep")


@pytest.fixture
def kills(request):
    return request.config.getoption("--kills")


@pytest.fixture
def trainees(request):
    return request.config.getoption("--trainees")


@pytest.fixture
def joins(request):
    return request.config.getoption("--joins")


@pytest.fixture
def requests_to_send(request):
    return request.config.getoption("--requests")


@pytest.fixture
def seed(request):
    return request.config.getoption("--seed")


@pytest.fixture
def uploads(request):
    return request.config.getoption("--uploads")


@pytest.fixture
def minutes(request):
    return request.config.getoption("--minutes")


@pytest.fixture(scope="session")
def megabytes(request):
    return request.config.getoption("--megabytes")


@pytest.fixture
def idle_connections(request):
    return request.config.getoption("--idle-connections")
