"""Behind nginx, as deploy/nginx has it: who stalls, floods or lies hurts nobody else, and gets a clear answer."""

import http.client
import os
import re
import signal
import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress

import pytest

from tests.deploy.front import NAME, needs_nginx
from tests.faults.installation import Answer, until
from tests.faults.site import Site
from tests.foundation.files import samples

pytestmark = needs_nginx

MEGABYTE = 1024 * 1024
# Who attacks comes from other addresses than who is to be served as before.
RUDE = tuple(f"127.0.1.{n}" for n in range(1, 9))


def upload(site: Site, number: str, content: bytes, name: str) -> Answer:
    """Send one file for an act on a matter."""
    head = f'--faults\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--faults--\r\n"
    return site.api(
        f"/matters/{number}/attachments", body, **{"Content-Type": "multipart/form-data; boundary=faults"}
    )


def test_pages_come_by_tls_alone_and_secret_links_stay_out_of_the_log(site: Site) -> None:
    answer = site.front.ask("GET", "/")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    with closing(http.client.HTTPConnection("127.0.0.1", site.front.plain_port, timeout=10)) as plain:
        plain.request("GET", "/q/TX?a=1", headers={"Host": NAME})
        moved = plain.getresponse()
        assert (moved.status, moved.getheader("Location")) == (301, f"https://{NAME}/q/TX?a=1")
    for path in (
        "/t/S3cretOfALink0001/",
        "/api/v1/public/matters/S3cretOfALink0001",
        "/desk/?q=WangXiaoming",
    ):
        site.front.ask("GET", path)
    os.kill(site.front.process.pid, signal.SIGUSR1)
    log = site.front.folder / "access.log"
    until(lambda: "/desk/" in log.read_text(), 20, "the log")
    assert "S3cret" not in log.read_text()
    assert "WangXiaoming" not in log.read_text()


def test_200_stalled_uploads_hold_nobody_up_and_are_let_go(site: Site) -> None:
    with site.bounded(100 * MEGABYTE), ExitStack() as stack:
        stalled = []
        for n in range(200):
            connection = stack.enter_context(site.front.secure(RUDE[n % len(RUDE)]))
            connection.sendall(
                f"POST /report/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 10000000\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=".encode()
                + b"x" * 5000
            )
            stalled.append(connection)
        for _ in range(3):
            site.serves_as_before()
        for connection in stalled:
            connection.settimeout(40)
            with suppress(OSError):
                while connection.recv(4096):
                    continue
    site.serves_as_before()


def test_5000_idle_connections_cost_little_and_others_are_served(site: Site) -> None:
    with site.bounded(100 * MEGABYTE), ExitStack() as stack:
        for n in range(5000):
            stack.enter_context(site.front.connect(RUDE[n % len(RUDE)]))
        site.serves_as_before()
    site.serves_as_before()


def pour(connection: ssl.SSLSocket, piece: bytes, most: int) -> tuple[int, bytes]:
    """Send the same again and again, as a browser does that looks for an answer meanwhile; return bytes and answer."""
    # What this machine would keep for a server that is busy elsewhere has not reached it.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
    sent, answer = 0, b""
    with suppress(ConnectionError):
        while sent < most and not answer:
            connection.sendall(piece)
            sent += len(piece)
            connection.settimeout(0)
            with suppress(ssl.SSLWantReadError):
                answer = connection.recv(65536)
            connection.settimeout(30)
    return sent, answer or connection.recv(65536)


def test_ten_megabytes_of_headers_are_refused(site: Site) -> None:
    with site.bounded(50 * MEGABYTE), site.front.secure(RUDE[0]) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {NAME}\r\n".encode())
        sent, answer = pour(connection, b"X-Header: " + b"y" * 8180 + b"\r\n", 10 * MEGABYTE)
    assert sent < MEGABYTE
    assert answer.split(b" ")[1] in {b"400", b"431"}
    site.serves_as_before()


@pytest.mark.parametrize("said", [True, False], ids=["announced", "in pieces"])
def test_an_upload_of_two_gigabytes_is_cut_off(site: Site, said: bool) -> None:
    length = f"Content-Length: {2048 * MEGABYTE}" if said else "Transfer-Encoding: chunked"
    piece = b"x" * MEGABYTE if said else b"100000\r\n" + b"x" * MEGABYTE + b"\r\n"
    with site.bounded(100 * MEGABYTE), site.front.secure(RUDE[1]) as connection:
        connection.sendall(f"POST /report/ HTTP/1.1\r\nHost: {NAME}\r\n{length}\r\n\r\n".encode())
        sent, answer = pour(connection, piece, 2048 * MEGABYTE)
    assert sent < 300 * MEGABYTE
    assert answer.split(b" ")[1] == b"413"
    assert "文件太大" in answer.decode(errors="replace")
    site.serves_as_before()


def picture_bomb() -> tuple[bytes, str]:
    """A picture of a few bytes that claims 2.5 thousand million points."""
    return samples.png_that_claims(50_000, 50_000), "bomb.png"


def zip_bomb() -> tuple[bytes, str]:
    """A document of less than a megabyte that unpacks to 400."""
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(400 * MEGABYTE)}
    return samples.archive(parts), "bomb.docx"


@pytest.mark.parametrize("bomb", [picture_bomb, zip_bomb])
def test_bombs_are_refused_in_bounded_memory(site: Site, bomb: Callable[[], tuple[bytes, str]]) -> None:
    number = site.made()
    with site.bounded(100 * MEGABYTE):
        answer = upload(site, number, *bomb())
    assert answer.status in {413, 415, 422}, answer
    assert answer.json["status"] == answer.status
    site.serves_as_before()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\\\..\\\\boot.ini",
        "/etc/cron.d/x.jpg",
        "a\x01b\x7f.jpg",
        "图" * 300,
        "CON.jpg",
    ],
)
def test_path_tricks_in_names_lead_nowhere(site: Site, name: str) -> None:
    number = site.made()
    answer = upload(site, number, samples.picture(), name)
    assert answer.status == 201, answer
    kept = answer.json["items"][0]["name"]
    assert kept.endswith(".jpg")
    assert not set(kept) & set('/\\\x01\x7f:"')
    assert len(kept) <= 120
    files = site.installation.data / "files"
    assert all(path.parent.parent.parent == files for path in files.glob("??/*/*"))


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../etc/passwd",
        "/static/..%2f..%2f..%2fetc/passwd",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static//etc/passwd",
        "/q/..%2f..%2f%00",
        "/t/..%2f..%2fdesk/",
        "/demo/",
    ],
)
def test_path_tricks_in_addresses_lead_nowhere(site: Site, path: str) -> None:
    answer = site.front.ask("GET", path)
    assert answer.status in {200, 400, 404}
    assert b"root:" not in answer.body
    assert b"SECRET_KEY" not in answer.body
    assert (answer.status == 200) <= path.startswith("/q/")


def flood(site: Site, address: str, number: int) -> bytes:
    """Send many requests on one connection without waiting, and return all that came back."""
    said, begin = b"", time.monotonic()
    with site.front.secure(address) as connection:
        connection.sendall(f"GET /healthz HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode() * number)
        connection.settimeout(10)
        with suppress(OSError):
            while said.count(b"HTTP/1.1 ") < number and time.monotonic() - begin < 30:
                said += connection.recv(65536)
    return said


def test_a_flood_from_one_address_is_slowed_and_told_when_to_come_again(site: Site) -> None:
    answers = [site.front.ask("GET", "/healthz", address=RUDE[2]) for _ in range(30)]
    assert {answer.status for answer in answers} == {200}
    said, begin = b"", time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        # A slow machine needs more than one round to exceed what an address may.
        while b" 429 " not in said and time.monotonic() - begin < 60:
            said += b"".join(pool.map(lambda _n: flood(site, RUDE[2], 200), range(8)))
    assert set(re.findall(rb"HTTP/1\.1 (\d+)", said)) == {b"200", b"429"}
    assert said.count(b"HTTP/1.1 429 ") == said.count(b"Retry-After: 5")
    site.serves_as_before()


def test_an_absent_application_is_said_at_once_to_people_and_programs(site: Site) -> None:
    site.installation.stop()
    page, problem = site.front.ask("GET", "/"), site.api("/matters", b"{}")
    for answer in (page, problem):
        assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert "正在维护" in page.body.decode()
    assert problem.headers["Content-Type"] == "application/problem+json"
