"""What whoever runs the server can see of it, and what nobody can."""

import re

from opposition import Server

REAL = "269054958815780"


def samples(server):
    """The samples of /metrics, by name and labels. Every line is one, a HELP or a TYPE, and every family is announced."""
    answer = server.call("GET", "/metrics")
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    found, families = {}, set()
    for line in answer.text.splitlines():
        if announced := re.fullmatch(r"# TYPE ([a-z_]+) (counter|gauge|histogram)", line):
            families.add(announced[1])
        elif not re.fullmatch(r"# HELP [a-z_]+ .+", line):
            name, labels, value = re.fullmatch(r'([a-z_]+)(\{[a-z]+="[^"\n]*"\})? ([0-9.e+-]+)', line).groups()
            assert name in families or re.sub("_(bucket|sum|count)$", "", name) in families
            assert (name, labels) not in found
            found[name, labels] = float(value)
    return found


def test_the_metrics_count_what_happens(tmp_path):
    with Server(tmp_path) as server:
        exercice = server.exercice().through("opposition")
        assert server.call("GET", "/nothing").status == 404
        assert server.call("GET", "/", headers={"Host": "a b"}).status == 400
        now = samples(server)
        assert now["opposition_exercices", None] == 1
        assert now["http_requests_total", '{code="201"}'] == 1 and now["http_requests_total", '{code="404"}'] == 1
        assert now["http_requests_total", '{code="400"}'] == now["http_refusals_total", '{rule="host"}'] == 1
        assert now["http_connections_total", None] >= now["http_connections_open", None] >= 1
        count = now["http_request_duration_seconds_count", None]
        assert count == now["http_request_duration_seconds_bucket", '{le="+Inf"}'] == sum(
            value for (name, _), value in now.items() if name == "http_requests_total")
        buckets = [value for (name, _), value in now.items() if name.endswith("_bucket")]
        assert buckets == sorted(buckets)
        assert now["http_received_bytes_total", None] > 0 and now["http_sent_bytes_total", None] > 2_000
        assert 1e6 < now["process_resident_memory_bytes", None] < 1e9 and now["process_open_fds", None] > 5
        exercice.confirm()
        assert samples(server)["http_requests_total", '{code="200"}'] > now["http_requests_total", '{code="200"}']


def test_the_metrics_count_streams(tmp_path):
    with Server(tmp_path) as server:
        connection = server.connection()
        connection.request("GET", f"{server.exercice().path}/evenements", headers={"Accept": "text/event-stream"})
        response = connection.getresponse()
        assert samples(server)["http_streams_open", None] == 1
        response.close()
        connection.close()
        for _ in range(100):
            if samples(server)["http_streams_open", None] == 0:
                return
        raise AssertionError("the stream is still open")


def test_nobody_else_learns_that_there_are_metrics(server):
    for name in ("Forwarded", "X-Forwarded-For", "Via"):
        assert server.call("GET", "/metrics", headers={name: "for=192.0.2.1"}).status == 404


def test_the_metrics_tell_nothing_of_anyone(server):
    exercice = server.exercice(fiche="odile-vautrin")
    exercice.identify(nir=REAL)
    text = server.call("GET", "/metrics").text
    for secret in (exercice.id, REAL, exercice.fiche["nom"], "127.0.0.1"):
        assert secret not in text


def test_the_access_log_has_a_line_for_each_response_and_nothing_that_was_typed(tmp_path):
    with Server(tmp_path, "--access-log") as server:
        exercice = server.exercice(fiche="odile-vautrin")
        exercice.identify(nir=REAL)
        exercice.identify()
        server.call("GET", f"{exercice.path}/justificatif?reference={REAL}")
        server.call("GET", f"/{REAL}")
        server.call("GET", "/style.css")
        server.call("GET", "/accueil", headers={"Cookie": f"exercice={exercice.id}"})
        server.submit("/identification", exercice.items() | {"nir": REAL}, exercice)
        server.call("GET", "/", headers={"Host": "a b"})
        server.stop()
        lines = re.findall(r"access:? (?:\[\S+\] )?(.+)", server.log)
        assert [re.sub(r"[0-9]+ [0-9]+us$", "# #us", line) for line in lines] == [
            "POST /api/exercices 201 # #us", "POST /api/exercices/{id}/identification 422 # #us",
            "POST /api/exercices/{id}/identification 200 # #us", "GET /api/exercices/{id}/justificatif 404 # #us", "GET - 404 # #us",
            "GET /style.css 200 # #us", "GET /accueil 200 # #us", "POST /identification 303 # #us", "- - 400 # #us"]
        for secret in (exercice.id, REAL, exercice.fiche["codeProvisoire"], exercice.fiche["nir"], "reference", "127.0.0.1"):
            assert secret not in server.log


def test_without_being_asked_it_logs_no_request(server):
    server.call("GET", "/accueil")
    assert "accueil" not in server.log
