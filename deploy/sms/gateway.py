"""A gateway between Sanling and your provider of text messages: an example to adapt, with Python's own library alone.

Sanling posts each message as JSON to SANLING_SMS_URL; here that is http://127.0.0.1:8025/KEY, where KEY is a secret
that both know. Write in `send` how your provider is called. Any 2xx within five seconds is success; all else is tried
twice again, so a message may come twice: give your provider the key of `once`, if it knows such a thing.

    SMS_KEY=$(openssl rand -hex 16) python3 gateway.py
"""

import hashlib
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = os.environ["SMS_KEY"]
PORT = int(os.environ.get("SMS_PORT", "8025"))
SIGNATURE = "【三零】"


def text_of(message):
    """Return what a message says; providers in China want each of these registered as a template beforehand."""
    if "code" in message:
        return f"{SIGNATURE}验证码 {message['code']}，{message['minutes']} 分钟内有效。请勿告诉他人。"
    if "text" in message:
        return f"{SIGNATURE}{message['text']} {message['link']}"
    if "link" in message:
        return f"{SIGNATURE}您反映的事项 {message['number']} 已登记，办理进展：{message['link']}"
    if "invitation" in message:
        return f"{SIGNATURE}您的工作账号已开通，请打开链接设置登录方式：{message['invitation']}"
    raise ValueError(f"a message of {', '.join(message)}")


def send(phone, text, once):
    """Hand a text to the provider, or raise OSError; here it is only counted."""
    print(f"{phone[:6]}…: {len(text)} characters, {once[:8]}", flush=True)  # noqa: T201 -- a program


class Gateway(BaseHTTPRequestHandler):
    """Takes messages from who knows the key."""

    timeout = 5

    def do_POST(self):
        """Answer 204 once the provider has it, 400 for what is no message, 502 where the provider fails."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 10_000))
        if self.path != f"/{KEY}":
            return self.answer(404)
        try:
            message = json.loads(body)
            send(message["phone"], text_of(message), hashlib.sha256(body).hexdigest())
        except (ValueError, KeyError, TypeError):
            return self.answer(400)
        except OSError:
            return self.answer(502)
        return self.answer(204)

    def answer(self, status):
        """Answer without a body."""
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said):
        """Log no address: the key stands in it."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", PORT), Gateway).serve_forever()
