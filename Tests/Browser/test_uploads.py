"""Too large a body is refused in words, and the words are read: also by clients that write all before they read."""

import http.client
import json
import subprocess
from collections import Counter

import pytest

from opposition import Answer

MEGABYTE = 1 << 20
TARGETS = {
    "/verification": "multipart/form-data; boundary=b",
    "/api/verification": "application/pdf",
    "/identification": "application/x-www-form-urlencoded",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Files of so many megabytes."""
    folder = tmp_path_factory.mktemp("uploads")
    made = {}
    for size in (1, 5, 20, 50):
        made[size] = folder / f"{size}.pdf"
        made[size].write_bytes(b"%PDF-1.7\n" + b"x" * (size * MEGABYTE - 9))
    return made


def is_whole(path, body):
    """A refusal in the dress of its address, to its last octet."""
    if path.startswith("/api"):
        return json.loads(body)["code"] == "corps-trop-grand"
    return body.endswith(b"</html>\n") and b"SIMULATION" in body


def by_python(server, path, file, chunked):
    connection = server.connection()
    content = file.read_bytes()
    body = (content[start:start + 65_536] for start in range(0, len(content), 65_536)) if chunked else content
    try:
        connection.request("POST", path, body, {"Content-Type": TARGETS[path]}, encode_chunked=chunked)
        answer = Answer.read(connection.getresponse())
        return answer.status if is_whole(path, answer.body) else f"{answer.status}, cut"
    except (OSError, http.client.HTTPException) as lost:
        return type(lost).__name__
    finally:
        connection.close()


def by_curl(server, path, file, chunked):
    """It waits for nothing before it sends."""
    fields = [f"Content-Type: {TARGETS[path]}", "Expect:", *(["Transfer-Encoding: chunked"] if chunked else [])]
    done = subprocess.run(
        ["curl", "-s", "-m", "30", "-w", "\n%{http_code}", *(part for field in fields for part in ("-H", field)), "--data-binary", f"@{file}", server.origin + path],
        capture_output=True)
    body, _, status = done.stdout.rpartition(b"\n")
    return int(status) if done.returncode == 0 and is_whole(path, body) else f"curl {done.returncode}, {status.decode()}"


@pytest.mark.parametrize("framing", ["length", "chunks"])
@pytest.mark.parametrize("size", [1, 5, 20, 50])
@pytest.mark.parametrize("client", [by_python, by_curl])
def test_every_upload_over_the_limit_is_told_so(server, files, client, size, framing, uploads):
    outcomes = {path: Counter(client(server, path, files[size], framing == "chunks") for _ in range(uploads)) for path in TARGETS}
    assert outcomes == {path: {413: uploads} for path in TARGETS}


def test_whoever_waits_for_permission_is_refused_before_anything_is_sent(server, files):
    """RFC 9110 §10.1.1: curl asks first for a large body, and sends none of it."""
    done = subprocess.run(
        ["curl", "-s", "-m", "30", "-o", "/dev/null", "-w", "%{http_code} %{size_upload}", "-H", "Expect: 100-continue", "-H", "Content-Type: application/pdf",
         "--data-binary", f"@{files[5]}", server.origin + "/api/verification"], capture_output=True, text=True)
    assert done.stdout == "413 0"


def test_after_refusals_the_server_serves_as_before(server, files):
    """What was refused is neither kept nor waited for."""
    connection = server.connection()
    for _ in range(5):
        assert by_python(server, "/api/verification", files[20], False) == 413
        assert server.call("GET", "/api", connection=connection).status == 200
