"""The shipped nginx before the measured installation, with places of its own and nothing else changed."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[1] / "deploy" / "nginx"
NAME = "sanling.example.org"


@contextmanager
def front(folder: Path, upstream: int) -> Iterator[int]:
    """Run nginx before a port of this machine and give the port that it serves by TLS; raises OSError without nginx."""
    folder.mkdir(parents=True, exist_ok=True)
    _certificate(folder)
    port, plain = _free_port(), _free_port()
    errors = folder / "error.log"
    command = ["nginx", "-e", str(errors), "-c", str(_configuration(folder, upstream, port, plain))]
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        while not _listens(port):
            if process.poll() is not None:
                raise RuntimeError(f"nginx does not run: {errors.read_text()[-2000:]}")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _certificate(folder: Path) -> None:
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    command = ["openssl", "req", "-x509", *key, "-subj", f"/CN={NAME}", *files]
    subprocess.run(command, check=True, capture_output=True)


def _configuration(folder: Path, upstream: int, port: int, plain: int) -> Path:
    changes = {
        "nginx.conf": {
            "user www-data;": "",
            "pid /run/nginx.pid": f"pid {folder}/pid",
            "/var/log/nginx": str(folder),
            "include /etc/nginx/conf.d/*.conf": f"include {folder}/sanling.conf",
        },
        "sanling.conf": {
            "server 127.0.0.1:8000": f"server 127.0.0.1:{upstream}",
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "/etc/ssl/sanling": str(folder),
        },
    }
    for name, places in changes.items():
        text = (SHIPPED / name).read_text()
        for shipped, here in places.items():
            if shipped not in text:
                raise RuntimeError(f"deploy/nginx/{name} no longer says {shipped!r}.")
            text = text.replace(shipped, here)
        (folder / name).write_text(text)
    return folder / "nginx.conf"


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
