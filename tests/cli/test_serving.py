"""The server as a process of its own: answers, stops without dropping anybody, refuses a second one."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import SECRET

SLOW = """
import sys, time
from pathlib import Path
from trainer.app import create_app
from trainer.cli.server import Server
from trainer.config import load

settings = load({}, data=Path(sys.argv[1]), secret_key=sys.argv[2], port=int(sys.argv[3]), threads=1)
app = create_app(settings)
inner = app.wsgi_app

def slow(environ, start_response):
    if environ["PATH_INFO"] != "/slow":
        return inner(environ, start_response)
    time.sleep(1.2)
    start_response("200 OK", [("Content-Length", str(len(sys.argv[4]) * 4_000_000))])
    return [sys.argv[4].encode() * 4_000_000]

app.wsgi_app = slow
server = Server(app, settings, "127.0.0.1")
print("ready", flush=True)
server.run()
print("stopped", flush=True)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(site):
    """A function that starts a process, waits for a line of its output, and leaves none behind."""
    running = []

    def process(*words: object, until: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [str(word) for word in words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        running.append(child)
        child.said = ""
        while until not in child.said:
            line = child.stdout.readline()
            assert line, child.said
            child.said += line
        return child

    yield process
    for child in running:
        child.kill()
        child.wait()
        child.stdout.close()


def fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read()


TRAINER = Path(sys.executable).with_name("trainer")


@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM")
def test_requests_that_came_in_are_answered_completely_after_sigterm(start, site):
    port, answers = free_port(), []
    child = start(sys.executable, "-c", SLOW, site, SECRET, port, "x", until="ready")
    # the second waits in the queue of the only thread
    threads = [threading.Thread(target=lambda: answers.append(fetch(port, "/slow"))) for _turn in range(2)]
    for thread in threads:
        thread.start()
        time.sleep(0.2)
    child.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    with pytest.raises(OSError, match="refused"):
        fetch(port, "/healthz")
    for thread in threads:
        thread.join()
    assert [len(answer) for answer in answers] == [4_000_000] * 2
    assert child.wait(timeout=10) == 0


def test_serve_stops_when_asked_and_refuses_a_second_one(start, site, run, monkeypatch):
    port = free_port()
    child = start(TRAINER, "serve", "--port", port, until="Ctrl-C")
    assert f"http://127.0.0.1:{port}" in child.said
    assert fetch(port, "/healthz")
    again = run("serve", "--port", free_port())
    assert again.exit_code == 1
    assert "in use" in again.output
    (site / "other").mkdir()
    monkeypatch.setenv("TRAINER_DEMO_DATA", str(site / "other"))
    taken = run("demo", "--serve", "--port", port)
    assert taken.exit_code == 1
    assert f"Port {port} is taken" in taken.output
    assert "--port NUMBER" in taken.output
    assert run("people", "list").exit_code == 0, "others may still use the database"
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=15) == 0
    assert "Stopped." in child.stdout.read()


def test_serving_the_office_prints_its_address_and_a_code(start, site):
    port = free_port()
    child = start(TRAINER, "serve", "--lan", "--port", port, until="Ctrl-C")
    assert "In the office network: http://" in child.said
    assert "█" in child.said or "▀" in child.said
    assert fetch(port, "/healthz")
    child.send_signal(signal.SIGINT)
    assert child.wait(timeout=15) == 0
    assert SECRET not in child.said + child.stdout.read()
