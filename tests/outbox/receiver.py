"""A group robot on this machine: answers as it is told, and keeps what it was sent."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OK = (200, {"errcode": 0, "errmsg": "ok"})


class Robot:
    """Answers one after the other from `answers`, then OK; `texts` and `paths` are what came."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: list[object] = []
        self.texts: list[str] = []
        self.paths: list[str] = []
        self.lock = threading.Lock()


@contextmanager
def robot() -> Iterator[Robot]:
    """Serve on a free port. An answer is (status, JSON), text, "silence" or "hang up"."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with here.lock:
                here.paths.append(self.path)
                here.texts.append(body["text"]["content"])
                answer = here.answers.pop(0) if here.answers else OK
            if answer == "silence":
                time.sleep(1.0)
                return
            if answer == "hang up":
                return
            status, value = answer
            sent = (value if isinstance(value, str) else json.dumps(value)).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", here.url + "/elsewhere")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Robot(f"http://127.0.0.1:{server.server_port}/send?key=secret")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
