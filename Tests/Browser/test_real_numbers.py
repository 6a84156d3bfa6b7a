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
# Each form: the steps before it, and its fields.
FORMS = {
    "exercices": (None, ["fiche", "scenario", "salle", "horloge"]),
    "identification": ((), IDENTIFICATION),
    "choix": (("identify",), ["choix", "suppression"]),
    "confirmation": (("identify", "opposition"), ["decision"]),
    "demarche": ((), ["beneficiaire"]),
}
# Those that have no call of the same name.
OTHER_FORMS = {
    "code-provisoire": ((), ["nir", "dateNaissance", "typeCarteVitale", "numeroSerie", "canal", "beneficiaire"]),
    "messagerie": ((), ["message", "jugement"]), "reglages": ((), ["instant", "avance", "jour", "repere", "incident", "fin", "terminer"]), "3422": ((), ["geste"]),
    "rejoindre": (None, ["code"]), "verification": (None, ["reference"]), "formation": (None, ["plan", "jeu", "fiches"]),
}
CALLS = FORMS | {"horloge": ((), ["instant", "avance", "jour"])}


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


def at(server, steps):
    """A new exercice that went through the steps; none for a form that needs none."""
    if steps is None:
        return None
    exercice = server.exercice(fiche="odile-vautrin")
    return exercice.through(*steps[1:]) if steps else exercice


def body(form, exercice, **member):
    """The member, with all that would otherwise be missing."""
    return (exercice.items() if form == "identification" else {}) | member


@pytest.mark.parametrize("form", FORMS | OTHER_FORMS)
def test_typed_in_any_field_of_any_form_it_is_refused_and_not_shown_again(watched, form):
    steps, fields = (FORMS | OTHER_FORMS)[form]
    exercice = at(watched, steps)
    for field in fields:
        for spelling in SPELLINGS:
            answer = screened(watched.submit(f"/{form}", body(form, exercice, **{field: spelling}), exercice))
            assert answer.status == 422, (field, spelling)


@pytest.mark.parametrize("call", CALLS)
def test_sent_in_any_member_of_any_call_it_is_refused_and_not_shown_again(watched, call):
    steps, members = CALLS[call]
    exercice = at(watched, steps)
    for member in members:
        for spelling in SPELLINGS:
            for value in (spelling, [spelling], {"valeur": spelling}, {spelling: 1}):
                answer = screened(watched.call(*address(call, exercice), body(call, exercice, **{member: value})))
                assert answer.status == 422, (member, value)


@pytest.mark.parametrize("call", CALLS)
def test_in_a_member_that_no_call_has_it_is_dropped_unseen(watched, call):
    for spelling in SPELLINGS:
        for member in ({"autre": spelling}, {spelling: "autre"}):
            exercice = at(watched, CALLS[call][0])
            screened(watched.call(*address(call, exercice), body(call, exercice, **member)))
            if call in FORMS:
                screened(watched.submit(f"/{call}", body(call, exercice, **member), exercice))


def address(call, exercice):
    """The method and the path of a call."""
    return "PUT" if call == "horloge" else "POST", f"{exercice.path}/{call}" if exercice else "/api/exercices"


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("call", CALLS)
def test_without_quotes_or_in_what_is_not_json_it_is_not_shown_again(watched, call, number):
    steps, members = CALLS[call]
    exercice = at(watched, steps)
    for member in members:
        for text in (f'{{"{member}": {number}}}', f'{{"{member}": {number}', f'{{"{number}": 1, "{number}": 2}}', f'"{number}"', number):
            screened(watched.call(*address(call, exercice), text, {"Content-Type": "application/json"}))


def test_in_a_path_a_query_a_cookie_or_a_header_it_is_not_shown_again(watched):
    exercice = at(watched, ())
    cookie = {"Cookie": f"exercice={exercice.id}"}
    for spelling in SPELLINGS:
        there = quote(spelling)
        for path in (f"/{there}", f"/api/{there}", f"/api/exercices/{there}", f"/api/exercices/{there}/choix", f"{exercice.path}/{there}",
                     f"/justificatif.pdf?reference={there}", f"/identification?nir={there}", f"/?{there}", f"/api?{there}={there}",
                     f"{exercice.path}/justificatif?reference={there}", f"/3422/conseiller?code={there}", f"/rejoindre?code={there}", f"/verification?reference={there}"):
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


def test_ids_and_references_never_look_like_a_number(watched):
    for _ in range(200):
        exercice = watched.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
        for ours in (exercice.id, exercice.state["justificatif"]["reference"]):
            assert not re.search(r"\d{7}", re.sub(r"[\W_]", "", ours))


def test_what_was_typed_is_in_no_event(watched):
    exercice = at(watched, ("identify", "opposition", "confirmer"))
    told = json.dumps(exercice.events())
    assert not any(exercice.fiche[name] in told for name in ("codeProvisoire", "nir", "numeroSerie"))


def test_none_is_in_the_database_its_wal_or_the_log(watched):
    """Last: after all of the above."""
    watched.stop()
    files = [file for file in watched.data.rglob("*") if file.is_file()]
    assert {"opposition.sqlite", "opposition.sqlite-wal"} <= {file.name for file in files}
    for file in files:
        content = file.read_bytes()
        assert not holds_a_real_number(content), file.name
        for spelling in SPELLINGS:
            assert spelling.encode() not in content and spelling.encode("utf-16-le") not in content, file.name
    assert not holds_a_real_number(watched.log.encode())
