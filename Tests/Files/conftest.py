"""Justificatifs as files, judged by programs that others wrote."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/justificatifs/release/justificatifs"


def pytest_addoption(parser):
    parser.addoption("--texts", type=int, default=300, help="How many documents with random texts are made and read.")


@pytest.fixture(scope="session")
def program():
    subprocess.run(
        ["swift", "build", "-c", "release", "--package-path", ROOT / "Tests/Benchmarks/PDF", "--scratch-path", PROGRAM.parents[1]],
        check=True)
    return PROGRAM


@pytest.fixture(scope="session")
def opposition():
    subprocess.run(["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "opposition"], check=True, cwd=ROOT)
    return ROOT / ".build/release/opposition"


@pytest.fixture(scope="session")
def files(program, tmp_path_factory):
    """One signed file of each decision, and two with the longest texts."""
    folder = tmp_path_factory.mktemp("files")
    subprocess.run([program, "each", folder], check=True)
    return sorted(folder.glob("*.pdf"))
