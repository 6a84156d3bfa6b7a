"""The OpenAPI document and the running server say the same."""

import subprocess
import sys
from pathlib import Path


def test_schemathesis_finds_no_difference_between_the_document_and_the_server(server, tmp_path):
    ran = subprocess.run(
        [Path(sys.executable).parent / "schemathesis", "run", f"{server.origin}/api/openapi.json",
         "--max-examples", "60", "--seed", "1", "--generation-database", "none", "--no-color"],
        capture_output=True, text=True, cwd=tmp_path, timeout=900)
    assert ran.returncode == 0, ran.stdout[-6_000:]
