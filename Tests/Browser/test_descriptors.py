"""However few files the system lets it open, it serves, or says in one line why not."""

import resource
import subprocess

import pytest

from opposition import BINARY, Server


@pytest.mark.parametrize("limit", range(4, 65))
def test_few_descriptors_are_one_clear_line(tmp_path, limit):
    start = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    result = subprocess.run([BINARY, "--port", "0", "--data", str(tmp_path)], preexec_fn=start, capture_output=True, text=True, timeout=20)
    assert result.returncode > 0 and len(result.stderr.splitlines()) == 1 and "ulimit -n" in result.stderr


def test_with_somewhat_more_it_serves(tmp_path):
    with Server(tmp_path, "--threads", "2", wrapper=("prlimit", "--nofile=72:72")) as server:
        assert server.exercice().through("opposition").confirm().status == 200
