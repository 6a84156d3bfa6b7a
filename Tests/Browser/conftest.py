import pytest
from playwright.sync_api import sync_playwright

from opposition import Server
from trainee import Trainee


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


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def trainee(request, browser, server):
    trainee = Trainee(browser, server, java_script_enabled=request.param == "with JavaScript")
    yield trainee
    trainee.close()


def pytest_addoption(parser):
    parser.addoption("--kills", type=int, default=10, help="How many times the server is killed under load.")
    parser.addoption("--idle-connections", type=int, default=1_000, help="How many connections are open at once.")
    parser.addoption("--slowhttptest", action="store_true", help="Also play slow clients with the tool of that name.")
    parser.addoption("--keep-screenshots", action="store_true", help="Take the pictures of the README anew.")


@pytest.fixture
def kills(request):
    return request.config.getoption("--kills")


@pytest.fixture
def idle_connections(request):
    return request.config.getoption("--idle-connections")
