"""Who writes all before reading has the refusal all the same, as from any other server."""

import http.client
import subprocess

import pytest

MEGABYTES = (1, 5, 20, 50)


@pytest.mark.parametrize("megabytes", MEGABYTES)
def test_python_reads_the_413(server, megabytes):
    for _ in range(30):
        connection = http.client.HTTPConnection(server.host, server.port, timeout=30)
        connection.request("POST", "/verification", bytes(megabytes * 1_000_000), {"Content-Type": "application/pdf"})
        answer = connection.getresponse()
        assert answer.status == 413 and len(answer.read()) == int(answer.headers["Content-Length"])
        connection.close()


@pytest.mark.parametrize("megabytes", MEGABYTES)
def test_curl_reads_the_413(server, tmp_path, megabytes):
    (tmp_path / "file").write_bytes(bytes(megabytes * 1_000_000))
    for _ in range(10):
        for expect in ("Expect:", "Expect: 100-continue"):
            result = subprocess.run(
                ["curl", "-s", "-o", tmp_path / "answer", "-w", "%{http_code}", "-H", "Content-Type: application/pdf", "-H", expect,
                 "--data-binary", f"@{tmp_path / 'file'}", f"{server.origin}/verification"], capture_output=True, text=True)
            assert (result.returncode, result.stdout) == (0, "413"), result.stderr
