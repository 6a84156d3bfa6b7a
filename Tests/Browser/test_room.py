"""A room: the server on a network address (`--lan`), and who may reach it."""

import io
import os
import re
import socket
import subprocess
import time

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from opposition import Server
from trainee import Trainee


def wait_for(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


class Terminal:
    """A terminal of one background, drawn as a camera sees it. Its letters are the blocks and those of the log."""

    def __init__(self, background):
        self.background = background
        self.screen, self.side = os.openpty()
        os.set_blocking(self.screen, False)
        self.text = b""

    def read(self):
        try:
            self.text += os.read(self.screen, 1 << 20)
        except (BlockingIOError, OSError):
            pass
        return self.text

    def codes(self):
        lines = self.text.decode(errors="replace").replace("\r", "").split("\n")
        picture = Image.new("RGB", (1_200, 16 * len(lines) + 16), self.background)
        draw = ImageDraw.Draw(picture)
        for row, line in enumerate(lines):
            column, dark, light = 0, None, self.background
            for piece in re.split("(\x1b\\[[0-9;]*m)", line):
                if piece.startswith("\x1b"):
                    # 16 and 231 of the 256 colours are black and white in every theme.
                    dark, light = ("black", "white") if piece == "\x1b[38;5;16;48;5;231m" else (None, self.background)
                    continue
                for letter in piece:
                    x, y = column * 8, row * 16
                    draw.rectangle((x, y, x + 7, y + 15), fill=light)
                    if dark and letter in "█▀":
                        draw.rectangle((x, y, x + 7, y + 7), fill=dark)
                    if dark and letter in "█▄":
                        draw.rectangle((x, y + 8, x + 7, y + 15), fill=dark)
                    column += 1
        return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.fixture
def lan_server(tmp_path, address):
    with Server(tmp_path, "--lan", host=address) as server:
        yield server


def test_through_a_network_address_where_browsers_send_no_sec_fetch_site_the_forms_work(browser, lan_server):
    trainee = Trainee(browser, lan_server)
    sent = []
    trainee.page.on("request", lambda request: request.method == "POST" and sent.append(request.all_headers()))
    trainee.visit("/")
    trainee.click("Commencer l’exercice")
    exercice = lan_server.exercice(fiche="odile-vautrin")
    trainee.visit("/identification")
    trainee.identify(**exercice.items())
    trainee.page.get_by_label("Je m’oppose à la création de Mon espace santé").check()
    trainee.click("Continuer")
    trainee.click("Confirmer mon choix")
    assert trainee.path == "/prise-en-compte"
    assert len(sent) == 4
    assert all("sec-fetch-site" not in headers and headers["origin"] == lan_server.origin for headers in sent)
    trainee.close()


def test_off_loopback_the_exercices_begun_in_a_minute_are_capped(lan_server):
    """At most two minutes are touched, of 600 each."""
    answers = [lan_server.call("POST", "/api/exercices", {}) for _ in range(1_202)]
    refused = next(answer for answer in answers if answer.status != 201)
    assert refused.status == 503 and int(refused.headers["Retry-After"]) > 0
    lan_server.host = "127.0.0.1"
    assert lan_server.call("POST", "/api/exercices", {}).status == 201, "not on loopback"


def test_a_form_of_another_site_is_refused(lan_server):
    exercice = lan_server.exercice(fiche="odile-vautrin")
    for headers in ({"Origin": "http://autre.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        assert lan_server.submit("/identification", exercice.items(), exercice, headers).status == 403
    assert len(exercice.events()) == 1


def test_without_lan_a_name_that_is_not_ours_is_refused(server):
    """DNS rebinding: a page of another site that has its name lead to loopback."""
    for host in ("autre.example", "192.0.2.1:8080", "127.0.0.1.autre.example"):
        assert server.call("GET", "/", headers={"Host": host}).status == 421
    for host in ("localhost", "127.0.0.1:1", "[::1]:8080"):
        assert server.call("GET", "/", headers={"Host": host}).status == 200


def test_without_lan_only_this_machine_can_connect(server, address):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address, server.port), timeout=5)


def test_the_metrics_are_for_this_machine_alone(lan_server):
    assert lan_server.call("GET", "/metrics").status == 404
    lan_server.host = "127.0.0.1"
    assert lan_server.call("GET", "/metrics").status == 200


# MARK: The addresses that the room is told

@pytest.fixture
def second_host():
    """A machine on the other end of a cable: a network namespace, with an address of its own."""
    if os.geteuid():
        pytest.skip("only root may lay a cable between two machines")
    name, ours, theirs = "kit-salle", "192.168.217.1", "192.168.217.2"
    subprocess.run(["ip", "netns", "delete", name], capture_output=True)
    if subprocess.run(["ip", "netns", "add", name], capture_output=True).returncode:
        pytest.skip("this machine lets nobody make a network namespace")
    for command in (
        f"ip link add kit-ours type veth peer name kit-theirs netns {name}", f"ip address add {ours}/24 dev kit-ours", "ip address add 169.254.7.7/16 dev kit-ours",
        "ip link set kit-ours up", f"ip -n {name} address add {theirs}/24 dev kit-theirs", f"ip -n {name} link set kit-theirs up",
    ):
        subprocess.run(command.split(), check=True)
    yield ("ip", "netns", "exec", name), ours
    subprocess.run(["ip", "netns", "delete", name], check=True)


def told(text):
    return re.findall(r"https?://(\[[0-9a-f:]+\]|[0-9.]+):\d+", text)


def test_the_log_tells_where_another_device_finds_it_and_what_is_open(tmp_path, second_host):
    inside, ours = second_host
    with Server(tmp_path, "--lan") as server:
        wait_for(lambda: ours in told(server.log))
        addresses = told(server.log)
        assert list(dict.fromkeys(told(server.call("GET", "/reseau").text))) == addresses
        assert not any(address.startswith(("127.", "169.254.", "[fe80", "[::1")) for address in addresses)
        private = [address.startswith(("10.", "192.168.", "172.", "[fd", "[fc")) for address in addresses]
        assert private == sorted(private, reverse=True), addresses
        assert server.log.splitlines()[-1].endswith(f"Pour ouvrir une salle, ici\u00a0: http://localhost:{server.port}/formation")
        assert "tout appareil de ce réseau peut ouvrir ces pages" in server.log and "Ctrl-C" in server.log


def test_a_second_host_plays_at_the_address_that_is_told_and_learns_no_other(tmp_path, second_host):
    inside, ours = second_host
    with Server(tmp_path, "--lan") as server:
        def curl(*arguments):
            return subprocess.run([*inside, "curl", "-s", "-m", "10", *arguments], capture_output=True, text=True, check=True).stdout
        origin = f"http://{ours}:{server.port}"
        assert "SIMULATION" in curl(origin + "/")
        assert '"etape":"identification"' in curl("--json", "{}", origin + "/api/exercices")
        assert curl("-o", "/dev/null", "-w", "%{http_code}", origin + "/reseau") == "404"
    with Server(tmp_path) as server:
        refused = subprocess.run([*inside, "curl", "-s", "-m", "5", f"http://{ours}:{server.port}/"], capture_output=True)
        assert refused.returncode != 0, "without --lan nobody else gets in"


def test_the_page_shows_codes_that_lead_where_they_say(browser, tmp_path, second_host):
    inside, ours = second_host
    with Server(tmp_path, "--lan") as server:
        for dark in (False, True):
            page = browser.new_page(color_scheme="dark" if dark else "light")
            page.goto(server.origin + "/reseau")
            read = [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot(full_page=True))))]
            assert f"http://{ours}:{server.port}" in read
            assert set(read) == {heading for heading in page.locator("h2 .number").all_inner_texts()}
            page.close()


@pytest.mark.parametrize("background", ["black", "white"])
def test_a_terminal_shows_codes_that_a_camera_reads(tmp_path, second_host, background):
    inside, ours = second_host
    screen = Terminal(background)
    with Server(tmp_path, "--lan", stderr=screen.side) as server:
        os.close(screen.side)
        wait_for(lambda: screen.read() and f"http://{ours}:{server.port}" in screen.codes())
        server.stop()


def test_the_fingerprint_is_the_certificate_s(tmp_path, second_host):
    inside, ours = second_host
    with Server(tmp_path, "--lan", "--tls", "self-signed") as server:
        given = subprocess.run(
            [*inside, "sh", "-c", f"openssl s_client -connect {ours}:{server.port} </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256"],
            capture_output=True, text=True, check=True).stdout.strip().split("=")[1]
        assert given in server.log
        page = server.call("GET", "/reseau").text
        assert given.replace(":", " ") in page and f"https://{ours}:{server.port}" in page


def test_closed_the_page_says_how_to_open_it(server):
    text = server.call("GET", "/reseau").text
    assert "opposition --lan" in text and "<svg" not in text
