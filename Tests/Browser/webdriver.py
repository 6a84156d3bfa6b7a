"""Firefox and WebKit as Debian packages them, without a driver to download: the commands of WebDriver (W3C), said to
Firefox by its own Marionette and to WebKit by WebKitWebDriver."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

COMMANDS = {
    "DeleteSession": ("DELETE", ""),
    "Navigate": ("POST", "/url"),
    "GetCurrentURL": ("GET", "/url"),
    "FindElement": ("POST", "/element"),
    "GetElementText": ("GET", "/element/{id}/text"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def patiently(attempt, awaited, seconds=30):
    """What the attempt gives, once it no longer fails so."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return attempt()
        except awaited:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


class Refused(Exception):
    """What the browser answers to a command that it cannot obey."""


class Browser:
    """One browser, with a home of its own."""

    def __init__(self):
        self.home, self.port = Path(tempfile.mkdtemp()), free_port()
        # What Firefox reads of it; the others do not.
        (self.home / "user.js").write_text(f'user_pref("marionette.port", {self.port});\n')
        self.process = subprocess.Popen(
            [part.format(home=self.home, port=self.port) for part in self.COMMAND], env=os.environ | {"HOME": str(self.home)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def close(self):
        try:
            self.say("DeleteSession")
        finally:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)
            shutil.rmtree(self.home, ignore_errors=True)

    def visit(self, address):
        self.say("Navigate", url=address)

    @property
    def path(self):
        return "/" + self.say("GetCurrentURL").split("/", 3)[3]

    def find(self, xpath):
        """The first element that matches, once there is one."""
        return patiently(lambda: next(iter(self.say("FindElement", using="xpath", value=xpath).values())), Refused)

    def text(self, xpath):
        return self.say("GetElementText", id=self.find(xpath))

    def write(self, xpath, text):
        self.say("ElementSendKeys", id=self.find(xpath), text=text)

    def click(self, xpath):
        # What a page has just replaced is found again.
        patiently(lambda: self.say("ElementClick", id=self.find(xpath)), Refused)


class Firefox(Browser):
    """Each message is its length, a colon, then JSON."""

    COMMAND = ("firefox-esr", "--headless", "--marionette", "--profile", "{home}")

    def __init__(self):
        super().__init__()
        self.socket = patiently(lambda: socket.create_connection(("127.0.0.1", self.port), 60), OSError)
        self.stream = self.socket.makefile("rwb")
        self.receive()
        self.say("NewSession")

    def say(self, command, **parameters):
        message = json.dumps([0, 1, "WebDriver:" + command, parameters]).encode()
        self.stream.write(b"%d:%s" % (len(message), message))
        self.stream.flush()
        _, _, error, result = self.receive()
        if error:
            raise Refused(error["message"])
        return result.get("value", result) if isinstance(result, dict) else result

    def receive(self):
        length = b""
        while (octet := self.stream.read(1)) != b":":
            assert octet, "Firefox has closed the connection"
            length += octet
        return json.loads(self.stream.read(int(length)))


class WebKit(Browser):
    COMMAND = ("xvfb-run", "-a", "WebKitWebDriver", "--host=127.0.0.1", "--port={port}")

    def __init__(self):
        super().__init__()
        self.session = patiently(lambda: self.send("POST", "/session", {"capabilities": {}}), OSError)["sessionId"]

    def say(self, command, **parameters):
        method, path = COMMANDS[command]
        return self.send(method, f"/session/{self.session}" + path.format(**parameters), parameters)

    def send(self, method, path, parameters):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, json.dumps(parameters) if method == "POST" else None, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        value = json.loads(answer.read())["value"]
        connection.close()
        if answer.status != 200:
            raise Refused(value["message"])
        return value
