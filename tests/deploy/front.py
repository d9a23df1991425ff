"""The shipped nginx in front of something, with this test's ports and folders and nothing else changed."""

import http.client
import os
import resource
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.installation import Answer, free_port

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
NAME = "sanling.example.org"
HONEST = "127.0.0.9"

needs_nginx = [
    pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")
    for program in ("nginx", "openssl")
]


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """Make a certificate and its key."""
    key, made = folder / "privkey.pem", folder / "fullchain.pem"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    command = ["openssl", "req", "-x509", *curve, *subject, "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


def configuration(folder: Path, upstream: int, port: int, plain_port: int) -> Path:
    """Write the shipped files with places of their own."""
    changes = {
        "nginx.conf": {
            "pid /run/nginx.pid": f"pid {folder}/pid",
            "/var/log/nginx": str(folder),
            "include /etc/nginx/conf.d/*.conf": f"include {folder}/sanling.conf",
        },
        "sanling.conf": {
            "server 127.0.0.1:8000": f"server 127.0.0.1:{upstream}",
            "listen 80;": f"listen 127.0.0.1:{plain_port};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "/etc/ssl/sanling": str(folder),
        },
    }
    if os.geteuid() != 0:
        changes["nginx.conf"]["user www-data;"] = ""
    for name, places in changes.items():
        text = (SHIPPED / name).read_text()
        for shipped, here in places.items():
            assert shipped in text, shipped
            text = text.replace(shipped, here)
        (folder / name).write_text(text)
    return folder / "nginx.conf"


@dataclass
class Front:
    """nginx at work."""

    process: subprocess.Popen[bytes]
    port: int
    plain_port: int
    folder: Path

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        address: str = HONEST,
    ) -> Answer:
        """Send one request by TLS from an address."""
        context = ssl._create_unverified_context()
        client = http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=context, timeout=30, source_address=(address, 0)
        )
        with closing(client):
            client.request(method, path, body, {"Host": NAME, **(headers or {})})
            got = client.getresponse()
            return Answer(got.status, got.headers, got.read())

    def connect(self, address: str) -> socket.socket:
        """Open a connection that says nothing yet, not even by TLS."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=(address, 0))

    def secure(self, address: str) -> ssl.SSLSocket:
        """Open a connection by TLS that asks for nothing yet."""
        return ssl._create_unverified_context().wrap_socket(self.connect(address))


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[Front]:
    """Run nginx before whatever listens on a port of this machine."""
    certificate(folder, NAME)
    port, plain_port = free_port(), free_port()
    path = configuration(folder, upstream, port, plain_port)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    errors = folder / "error.log"
    process = subprocess.Popen(["nginx", "-e", str(errors), "-c", str(path), "-g", "daemon off;"])
    try:
        while process.poll() is None and not _listens(port):
            time.sleep(0.05)
        assert process.poll() is None, errors.read_text()
        yield Front(process, port, plain_port, folder)
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
