"""What reaches the application behind the shipped nginx; tests/faults has the rest, on the real application."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.deploy.front import HONEST, NAME, Front, needs_nginx, nginx

pytestmark = needs_nginx


class Backend(ThreadingHTTPServer):
    """Stands where Sanling would, and keeps what reaches it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.seen: list[tuple[str, dict[str, str]]] = []


class Request(BaseHTTPRequestHandler):
    server: Backend

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


@pytest.fixture
def backend() -> Iterator[Backend]:
    made = Backend()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def front(tmp_path: Path, backend: Backend) -> Iterator[Front]:
    with nginx(tmp_path, backend.server_port) as found:
        yield found


def test_the_client_is_named_by_nginx_and_not_by_itself(front: Front, backend: Backend) -> None:
    lies = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "for=203.0.113.9",
        "X-Real-IP": "203.0.113.9",
        "Via": "1.1 evil.example",
    }
    assert front.ask("GET", "/desk/", headers=lies).status == 200
    _path, seen = backend.seen[0]
    assert (seen["X-Forwarded-For"], seen["X-Forwarded-Proto"], seen["Host"]) == (HONEST, "https", NAME)
    assert not {"X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via"} & set(seen)


def test_a_stalled_upload_reaches_no_thread_of_the_application(front: Front, backend: Backend) -> None:
    with front.secure(HONEST) as slow:
        slow.sendall(
            f"POST /report/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 1000000\r\n\r\nhalf".encode()
        )
        assert front.ask("GET", "/").status == 200
    assert [path for path, _headers in backend.seen] == ["/"]


@pytest.mark.parametrize(
    "address",
    [
        "/t/{}/",
        "/f/{}/",
        "/from/{}/",
        "/report/picture/{}/",
        "/api/v1/public/matters/{}/actions/rate",
        "/open311/v2/tokens/{}.json",
        "/accounts/invitation/{}/",
        "/%74/{}/",
        "//t//{}/",
        "/x/../t/{}/",
        "/t/{}/receipt/?again={}",
        "/T/{}/",
        "/zh/t/{}/",
        "/t/x/t/{}/",
        "/t/x/{}/",
        "/https://city.example/t/{}",
        "/%2574/{}/",
        "/x%252ft%252f{}",
        "/track/{}",
        "/track/code/{}",
        "/Accounts/Invitation/{}/",
        "/{}",
        "/mine/{}/",
        "/recognition/ZZ-261129-00029-L/{}/",
    ],
)
def test_a_links_secret_stays_out_of_the_log_at_every_door(
    address: str, tmp_path: Path, backend: Backend
) -> None:
    secret = "QVOqoZfMmiQJo3XoZPIlnA"
    with nginx(tmp_path, backend.server_port) as front:
        assert front.ask("GET", address.format(secret, secret)).status == 200
    log = (tmp_path / "access.log").read_text()
    assert secret not in log


def test_an_ordinary_address_is_logged_as_it_is(tmp_path: Path, backend: Backend) -> None:
    addresses = [
        "/",
        "/desk/matters/ZZ-261129-00029-L/",
        "/static/desk-DfG3h2Kq.js",
        "/track/code/",
        "/healthz",
    ]
    with nginx(tmp_path, backend.server_port) as front:
        for address in addresses:
            front.ask("GET", address)
        front.ask("GET", "/t/QVOqoZfMmiQJo3XoZPIlnA/do/rate/")
    log = (tmp_path / "access.log").read_text()
    for address in [*addresses, "/t/.../do/rate/"]:
        assert f'"GET {address}" 200' in log


def test_the_application_knows_a_request_by_the_name_in_nginx_log(tmp_path: Path, backend: Backend) -> None:
    with nginx(tmp_path, backend.server_port) as front:
        front.ask("GET", "/", headers={"X-Request-ID": "made-up-elsewhere"})
    _path, seen = backend.seen[0]
    assert f"request={seen['X-Request-ID']} " in (tmp_path / "access.log").read_text()
    assert "made-up" not in seen["X-Request-ID"]


@pytest.mark.parametrize("path", ["/", "/desk/matters/", "/api/v1/matters"])
def test_an_address_that_is_too_long_is_a_page_that_says_so(
    front: Front, backend: Backend, path: str
) -> None:
    answer = front.ask("GET", f"{path}?q={'x' * 70_000}")
    assert answer.status == 414
    assert "网址过长" in answer.body.decode()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert backend.seen == []


def test_headers_that_are_too_long_are_a_page_that_says_so(front: Front, backend: Backend) -> None:
    answer = front.ask("GET", "/", headers={"Cookie": "a=" + "x" * 70_000})
    assert answer.status == 431
    assert "Cookie" in answer.body.decode()
    assert backend.seen == []
    assert front.ask("GET", "/too-long-an-address").status == 404
