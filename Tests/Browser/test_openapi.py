"""The OpenAPI document and the running server say the same."""

import os
import subprocess
import sys
from pathlib import Path


def test_schemathesis_finds_no_difference_between_the_document_and_the_server(server, tmp_path):
    ran = subprocess.run(
        [Path(sys.executable).parent / "schemathesis", "run", f"{server.origin}/api/openapi.json",
         "--max-examples", "60", "--seed", "1", "--generation-database", "none", "--request-timeout", "60", "--no-color",
         # Four items that are well formed and belong to nobody are refused with 422: no schema can say that. And the
         # hooks have a stricter word for errors of the server.
         "--exclude-checks", "positive_data_acceptance,not_a_server_error"],
        capture_output=True, text=True, cwd=tmp_path, timeout=900,
        env=os.environ | {"SCHEMATHESIS_HOOKS": str(Path(__file__).with_name("schemathesis_hooks.py"))})
    assert ran.returncode == 0, ran.stdout[-6_000:]
