"""Servers of others, as near as a test needs them: WeCom and whoever takes a POST, and one that takes mails."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Server(ThreadingHTTPServer):
    """Answers as WeCom does, and anybody else with 204; the test says what goes wrong."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[tuple[str, dict[str, list[str]], dict[str, str], bytes]] = []
        self.status = 200
        self.good_token = "t1"
        self.application = {"corpid": ["corp"], "corpsecret": ["s3cret"]}
        # Whom each code of a sign-in names, once.
        self.signing_in: dict[str, dict[str, Any]] = {}
        self.postbox: MailServer
        self.send: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}


class Answering(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((parts.path, query, dict(self.headers), body))
        said = json.dumps(self._answer(parts.path, query)).encode()
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST  # noqa: N815 -- the name that the server looks for

    def _answer(self, path: str, query: dict[str, list[str]]) -> dict[str, Any]:
        if path.endswith("/gettoken"):
            if query != self.server.application:
                return {"errcode": 40001, "errmsg": "invalid credential, hint: [1]"}
            return {"errcode": 0, "access_token": self.server.good_token, "expires_in": 7200}
        if "/cgi-bin/" in path and query["access_token"] != [self.server.good_token]:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        if path.endswith("/auth/getuserinfo"):
            named = self.server.signing_in.pop(query["code"][0], None)
            return {"errcode": 40029, "errmsg": "invalid code"} if named is None else {"errcode": 0, **named}
        return {"errcode": 0, "userid": "WangMin"} if path.endswith("/getuserid") else self.server.send

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


class MailServer(ThreadingTCPServer):
    """Takes mails by SMTP (RFC 5321), unless the test says with which code it refuses a recipient or a mail."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Postman)
        self.port: int = self.server_address[1]
        self.mails: list[bytes] = []
        self.recipient, self.mail = 250, 250


class Postman(StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say(220)
        for line in self.rfile:
            match line[:4].upper():
                case b"RCPT":
                    self._say(self.server.recipient, line)
                case b"DATA":
                    self._say(354)
                    self._take()
                case b"QUIT":
                    self._say(221)
                    return
                case _:
                    self._say(250)

    def _take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        mail = b"".join(lines)
        self._say(self.server.mail, mail)
        if self.server.mail == 250:
            self.server.mails.append(mail)

    def _say(self, code: int, about: bytes = b"") -> None:
        self.wfile.write(b"%d %s\r\n" % (code, about.strip().replace(b"\r\n", b" ")[:200]))
