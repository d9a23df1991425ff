"""The documented nginx configuration does what operations.md says of it."""

import http.client
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).resolve().parents[2] / "docs" / "nginx.conf"
HOST = "sanling.example.org"

pytestmark = [
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed"),
]


class Backend(ThreadingHTTPServer):
    """Stands where Sanling would, and keeps what reaches it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.seen: list[tuple[str, dict[str, str]]] = []


class Answer(BaseHTTPRequestHandler):
    server: Backend

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET  # noqa: N815 -- the name that http.server asks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


@dataclass
class Front:
    """nginx with its backend."""

    port: int
    log: Path
    backend: Backend
    context: ssl.SSLContext = field(default_factory=ssl._create_unverified_context)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str]]:
        with closing(
            http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context, timeout=10)
        ) as client:
            client.request("GET", path, headers={"Host": HOST, **headers})
            response = client.getresponse()
            response.read()
            return response.status, dict(response.headers)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    subject = [
        "-nodes",
        "-subj",
        f"/CN={HOST}",
        "-days",
        "1",
        "-keyout",
        "privkey.pem",
        "-out",
        "fullchain.pem",
    ]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", *subject],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    backend = Backend()
    threading.Thread(target=backend.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    text = CONFIGURATION.read_text()
    for before, after in (
        ("127.0.0.1:8000", f"127.0.0.1:{backend.server_port}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("/etc/ssl/sanling", str(tmp_path)),
        ("/var/log/nginx", str(tmp_path)),
    ):
        assert before in text, before
        text = text.replace(before, after)
    places = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = tmp_path / "nginx.conf"
    main.write_text(f"daemon off; pid {tmp_path}/pid; user root; events {{}} http {{ {places} {text} }}")
    process = subprocess.Popen(["nginx", "-e", f"{tmp_path}/errors", "-p", str(tmp_path), "-c", str(main)])
    while True:
        assert process.poll() is None, (tmp_path / "errors").read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", secure)) == 0:
                break
    yield Front(secure, tmp_path / "sanling.log", backend)
    process.terminate()
    process.wait()
    backend.shutdown()
    backend.server_close()


def test_the_client_is_named_by_nginx_and_not_by_itself(front: Front) -> None:
    status, _headers = front.get("/desk/", **{"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"})
    assert status == 200
    _path, seen = front.backend.seen[0]
    assert (seen["X-Forwarded-For"], seen["X-Forwarded-Proto"], seen["Host"]) == ("127.0.0.1", "https", HOST)


def test_a_matters_secret_link_and_searches_stay_out_of_the_log(front: Front) -> None:
    for path in ("/t/S3cretT0ken/", "/report/picture/S3cretT0ken", "/desk/?q=Wang"):
        front.get(path)
    front.get("/")
    logged = front.log.read_text()
    assert '"GET /t/***"' in logged
    assert '"GET /desk/"' in logged
    assert "S3cretT0ken" not in logged
    assert "Wang" not in logged


def test_a_flood_gets_429_with_retry_after(front: Front) -> None:
    answers = [front.get("/") for _ in range(200)]
    refused = [headers for status, headers in answers if status == 429]
    assert refused
    assert all(headers["Retry-After"] == "10" for headers in refused)


def test_an_absent_backend_gives_503_with_retry_after(front: Front) -> None:
    front.backend.shutdown()
    front.backend.server_close()
    status, headers = front.get("/")
    assert (status, headers["Retry-After"]) == (503, "30")


def test_a_stalled_upload_reaches_no_thread_of_the_backend(front: Front) -> None:
    with socket.create_connection(("127.0.0.1", front.port)) as raw, front.context.wrap_socket(raw) as slow:
        slow.sendall(
            f"POST /report/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000000\r\n\r\nhalf".encode()
        )
        assert front.get("/")[0] == 200
    assert [path for path, _headers in front.backend.seen] == ["/"]


def test_a_request_that_is_too_large_is_refused(front: Front) -> None:
    with closing(
        http.client.HTTPSConnection("127.0.0.1", front.port, context=front.context, timeout=10)
    ) as client:
        client.putrequest("POST", "/report/", skip_host=True)
        client.putheader("Host", HOST)
        client.putheader("Content-Length", str(300 * 1024 * 1024))
        client.endheaders()
        assert client.getresponse().status == 413
    assert front.backend.seen == []
