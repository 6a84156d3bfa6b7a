"""The README tells the truth."""

import json
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


def test_every_file_that_the_table_of_attacks_and_the_changelog_name_is_there():
    for name in ("SECURITY.md", "CHANGELOG.md"):
        for path in re.findall(r"\]\(([^)#:]+)\)", (ROOT / ".github" / name).read_text()):
            assert (ROOT / ".github" / path).exists(), path


def test_the_changelog_the_command_and_the_api_tell_one_version():
    version = run("--version").stdout.strip()
    assert re.search(r"^## (\S+)", (ROOT / ".github/CHANGELOG.md").read_text(), re.M)[1] == version
    assert json.loads((ROOT / "Sources/Site/openapi.json").read_text())["info"]["version"] == version


def test_the_versions_that_it_is_built_with_are_those_that_are_written_and_others_are_told(tmp_path):
    written = (ROOT / ".ci/versions").read_text()

    def check(text, *options):
        (tmp_path / "versions").write_text(text)
        return subprocess.run([ROOT / ".ci/check-versions", *options], capture_output=True, text=True, env=os.environ | {"VERSIONS_FILE": str(tmp_path / "versions")})

    assert check(written).returncode == 0
    planted = check(re.sub(r"^(grdb\.swift\t).*", r"\g<1>7.9.0", written, flags=re.M))
    assert planted.returncode == 1 and "tested with 7.9.0" in planted.stderr and "--renew" in planted.stderr
    other = re.sub(r"^(sqlite3\t).*", r"\g<1>3.1.0", written, flags=re.M)
    assert check(other).returncode == 0 and check(other, "--machine").returncode == 1
