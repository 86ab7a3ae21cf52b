"""A small web server on loopback, shared by the three sample services: routes, forms, pages, JSON."""

import html
import json
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

#: More than any form or request of these systems needs.
MAXIMUM_BODY = 65_536


@dataclass(frozen=True)
class Asked:
    """One request, read."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        fields = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[0] for name, values in fields.items()}

    @property
    def json(self) -> dict:
        """The body as an object; an empty one where it is none."""
        try:
            read = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return read if isinstance(read, dict) else {}

    @property
    def person(self) -> str | None:
        """Who sits at the keyboard, as the proxy before the service says."""
        return self.headers.get("x-remote-user") or None


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Asked], Answer]


def answer_json(value: object, status: int = 200) -> Answer:
    return Answer(status, "application/json", json.dumps(value, sort_keys=True).encode())


def answer_page(title: str, inside: str, status: int = 200) -> Answer:
    """A page. `inside` is HTML; whoever makes it escapes what people typed."""
    text = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{html.escape(title)}</title>
<style>body{{font:1rem/1.5 sans-serif;max-width:50rem;margin:1rem auto;padding:0 1rem}}
td,th{{text-align:left;padding:.1rem .8rem .1rem 0}}</style></head>
<body><main><h1>{html.escape(title)}</h1>
{inside}
<p><small>Synthetic: this harbour, its ships and its money are made up.</small></p></main></body></html>
"""
    return Answer(status, "text/html; charset=utf-8", text.encode())


def see_other(path: str) -> Answer:
    return Answer(303, "text/plain", b"", {"Location": path})


def escape(text: object) -> str:
    return html.escape(str(text))


class Server(ThreadingHTTPServer):
    """Answers by a table of `"METHOD /path"`; a path that ends with `/*` takes everything below."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, routes: dict[str, Handler], server_name: str):
        self.routes = routes
        self.program = server_name
        super().__init__(("127.0.0.1", port), Request)

    def server_bind(self) -> None:
        # The library would ask for the machine's full name here, which may take seconds.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that went away in the middle is no fault of ours."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def find(self, method: str, path: str) -> Handler | None:
        exact = self.routes.get(f"{method} {path}")
        if exact:
            return exact
        above = path.rsplit("/", 1)[0]
        return self.routes.get(f"{method} {above}/*")


class Request(BaseHTTPRequestHandler):
    """One connection's requests."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True
    wbufsize = -1

    def serve(self) -> None:
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = -1
        if not 0 <= length <= MAXIMUM_BODY:
            self.close_connection = True
            return self.give(answer_json({"error": "The body is too large."}, 413))
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = unquote(parts.path)
        asked = Asked(self.command, path, query, headers, self.rfile.read(length))
        handler = self.server.find(self.command, path)
        if handler is None:
            return self.give(answer_json({"error": f"There is nothing at {path}."}, 404))
        try:
            given = handler(asked)
        except Exception as error:  # A fault in one answer must not end the service.
            print(f"{self.command} {path}: {error!r}", file=sys.stderr, flush=True)
            given = answer_json({"error": "Something went wrong here."}, 500)
        self.give(given)

    do_GET = do_POST = do_DELETE = serve

    def give(self, given: Answer) -> None:
        self.send_response(given.status)
        for name, value in {"Content-Type": given.kind, "Cache-Control": "no-store", **given.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        self.wfile.write(given.body)

    def version_string(self) -> str:
        return self.server.program

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are not logged."""
