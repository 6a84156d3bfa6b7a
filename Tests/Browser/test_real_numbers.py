"""No real number stays anywhere: it is typed everywhere, then looked for in the files, the log and every answer."""

import json
import re
import socket
import unicodedata
from urllib.parse import quote

import pytest

from opposition import Server

# Real shapes: the sample of specimen cards, and one of Corsica.
NUMBERS = ["269054958815780", "275082A004123"]


def spelled(number):
    """The same number as people, phones and evaders write it."""
    yield number
    yield number.lower()
    yield " ".join([number[0], number[1:3], number[3:5], number[5:7], number[7:10], number[10:13], number[13:]]).strip()
    yield ".".join(re.findall("..?", number))
    yield "\u00a0".join(re.findall("..?.?", number))
    yield "\u200b".join(number)
    yield number.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    yield number.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})
    yield f"NIR : {number}, merci"


SPELLINGS = [spelling for number in NUMBERS for spelling in spelled(number)]


def bare(text):
    """ASCII digits and letters alone, as the rule reads them."""
    return re.sub("[^0-9A-Z]", "", "".join(
        str(unicodedata.digit(one)) if unicodedata.digit(one, None) is not None else one
        for one in unicodedata.normalize("NFKC", text)).upper())


def holds_a_real_number(content):
    found = bare(content.decode("utf-8", "ignore"))
    return [number for number in NUMBERS if number[:13] in found]


def test_the_search_finds_every_spelling():
    assert all(holds_a_real_number(spelling.encode()) for spelling in SPELLINGS)


IDENTIFICATION = ["codeProvisoire", "nir", "typeCarteVitale", "numeroSerie", "beneficiaire", "certification"]
# Where each form is, the state that it needs, and its fields; the last one is a field that no form has.
FORMS = {
    "exercices": (None, ["fiche", "scenario", "salle", "horloge", "autre"]),
    "identification": ((), [*IDENTIFICATION, "autre"]),
    "choix": (("identify",), ["choix", "suppression", "autre"]),
    "confirmation": (("identify", "opposition"), ["decision", "autre"]),
    "demarche": ((), ["beneficiaire", "autre"]),
}
CALLS = FORMS | {"horloge": ((), ["instant", "avance", "jour", "autre"])}


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A server whose every answer is looked at, and whose files and log are at the end."""
    data = tmp_path_factory.mktemp("data")
    with Server(data) as server:
        server.data = data
        yield server


def screened(answer):
    assert answer.status < 500
    assert not holds_a_real_number(answer.body)
    assert not holds_a_real_number(str(answer.headers).encode())
    return answer


@pytest.fixture(scope="module")
def exercices(watched):
    """One exercice at each state that a form needs."""
    there = {}
    for steps, _ in CALLS.values():
        if steps is not None and steps not in there:
            there[steps] = watched.exercice(fiche="odile-vautrin")
            if steps:
                there[steps].through(*steps[1:])
    return there


@pytest.mark.parametrize("form", FORMS)
def test_typed_in_any_field_of_any_form_it_is_refused_and_not_shown_again(watched, exercices, form):
    steps, fields = FORMS[form]
    for field in fields:
        for spelling in SPELLINGS:
            exercice = exercices.get(steps)
            typed = {field: spelling}
            if form == "identification":
                typed = exercice.items() | typed
            answer = screened(watched.submit(f"/{form}", typed, exercice))
            if field not in ("autre", "certification", "suppression", "horloge"):
                assert answer.status == 422, (field, spelling)
            if field == "autre" and form == "identification":
                exercices[steps] = fresh(watched, steps)


@pytest.mark.parametrize("call", CALLS)
def test_sent_in_any_member_of_any_call_it_is_refused_and_not_shown_again(watched, exercices, call):
    steps, fields = CALLS[call]
    for field in fields:
        for spelling in SPELLINGS:
            for value in (spelling, [spelling], {"valeur": spelling}, {spelling: 1}):
                exercice = exercices.get(steps)
                path = f"{exercice.path}/{call}" if exercice else "/api/exercices"
                body = {field: value}
                if call == "identification":
                    body = exercice.items() | body
                answer = screened(watched.call("PUT" if call == "horloge" else "POST", path, body))
                if field != "autre" and not (field == "horloge" and value == {spelling: 1}):
                    assert answer.status == 422, (field, value)
                if field == "autre" and call == "identification":
                    exercices[steps] = fresh(watched, steps)


def fresh(server, steps):
    exercice = server.exercice(fiche="odile-vautrin")
    return exercice.through(*steps[1:]) if steps else exercice


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_without_quotes_is_one_too(watched, exercices, number):
    for call, (steps, fields) in CALLS.items():
        for field in fields:
            exercice = exercices.get(steps)
            path = f"{exercice.path}/{call}" if exercice else "/api/exercices"
            for body in (f'{{"{field}": {number}}}', f'{{"{field}": {number}', f'{{"{number}": 1, "{number}": 2}}', f'"{number}"', number):
                screened(watched.call("PUT" if call == "horloge" else "POST", path, body, {"Content-Type": "application/json"}))


def test_in_a_path_a_query_a_cookie_or_a_header_it_is_not_shown_again(watched, exercices):
    exercice = exercices[()]
    cookie = {"Cookie": f"exercice={exercice.id}"}
    for spelling in SPELLINGS:
        there = quote(spelling)
        for path in (f"/{there}", f"/api/{there}", f"/api/exercices/{there}", f"/api/exercices/{there}/choix", f"{exercice.path}/{there}",
                     f"/justificatif.pdf?reference={there}", f"/identification?nir={there}", f"/?{there}", f"/api?{there}={there}",
                     f"{exercice.path}/justificatif?reference={there}"):
            for method in ("GET", "POST", "DELETE"):
                screened(watched.call(method, path, headers=cookie))
        for name in ("Cookie", "User-Agent", "Referer", "Accept", "Accept-Language", "X-Anything", "Origin", "Sec-Fetch-Site", "Content-Type", "If-None-Match", "Range", "Authorization"):
            for method, path in (("GET", "/accueil"), ("POST", "/identification"), ("GET", exercice.path)):
                value = f"exercice={there}" if name == "Cookie" else there
                screened(watched.call(method, path, headers=cookie | {name: value}))


@pytest.mark.parametrize("octets", [
    "{n} / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET {n} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET / {n}\r\nHost: localhost\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {n}\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\n{n}\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\n{n}: {n}\r\n\r\n",
    "POST /identification HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n",
    "POST /identification HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: {n}\r\n\r\n",
    "POST /identification HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{n}\r\n",
    "{n}",
])
def test_in_what_is_not_even_a_request_it_is_not_shown_again(watched, octets):
    for number in NUMBERS:
        with socket.create_connection(("127.0.0.1", watched.port), timeout=5) as connection:
            connection.sendall(octets.format(n=number).encode())
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while more := connection.recv(65_536):
                answer += more
        assert not holds_a_real_number(answer)


def test_none_is_in_the_database_its_wal_or_the_log(watched):
    """Last: after all of the above."""
    files = [file for file in watched.data.rglob("*") if file.is_file()]
    assert {"opposition.sqlite", "opposition.sqlite-wal"} <= {file.name for file in files}
    for file in files:
        content = file.read_bytes()
        assert not holds_a_real_number(content), file.name
        for spelling in SPELLINGS:
            assert spelling.encode() not in content and spelling.encode("utf-16-le") not in content, file.name
    assert not holds_a_real_number(watched.log.encode())


def test_ids_and_references_never_look_like_a_number(watched):
    for _ in range(200):
        exercice = watched.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
        for ours in (exercice.id, exercice.state["justificatif"]["reference"]):
            assert not re.search(r"\d{7}", re.sub(r"[\W_]", "", ours))


def test_what_was_typed_is_in_no_event(watched, exercices):
    for exercice in exercices.values():
        told = json.dumps(exercice.events())
        for typed in exercice.items().values():
            assert str(typed) not in told or typed is True
