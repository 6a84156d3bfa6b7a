"""The README tells the truth."""

import os
import re
import signal
import subprocess
import urllib.request

from opposition import ROOT, Server, run
from readme import blocks, transcript


def test_the_transcript_of_a_whole_opposition_works_as_it_stands(tmp_path):
    steps = transcript()
    script = "".join(f"{command}\necho '-- end of step --'\n" for command, _ in steps)
    with Server(tmp_path / "data") as server:
        ran = subprocess.run(
            ["bash", "-euo", "pipefail"], input=script, capture_output=True, text=True, cwd=tmp_path,
            env=os.environ | {"OPPOSITION_URL": server.origin})
    assert ran.returncode == 0, ran.stderr
    for (command, expected), printed in zip(steps, ran.stdout.split("-- end of step --\n")):
        pattern = ".*".join(map(re.escape, expected.strip().split("…")))
        assert re.fullmatch(pattern, printed.strip(), re.S), f"$ {command}\n{printed}"


def test_the_first_command_runs_it(tmp_path):
    """As it stands, but for a port and a directory of its own."""
    command = f'{blocks("sh")[0].strip()} --port 0 --data "{tmp_path / "data"}"'
    with subprocess.Popen(["bash", "-c", command], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as running:
        listening = next((line for line in running.stdout if line.startswith("Listening on ")), None)
        assert listening, running.wait()
        try:
            with urllib.request.urlopen(listening.split()[-1]) as answer:
                assert answer.status == 200
        finally:
            os.killpg(running.pid, signal.SIGTERM)


def test_the_second_command_runs_the_tests():
    assert blocks("sh")[1].strip() == ".ci/test"


def test_every_option_of_the_command_is_in_the_table_and_no_other():
    help = run("serve", "--help").stdout
    there = set(re.findall(r"^ +(?:-h, )?(--[a-z-]+)", help, re.M))
    told = set(re.findall(r"^\| `(--[a-z-]+)", (ROOT / "README.md").read_text(), re.M))
    assert told == there


def test_every_address_and_file_that_it_names_is_there():
    text = (ROOT / "README.md").read_text()
    for path in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / path).exists(), path
