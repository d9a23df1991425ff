"""What an engineer does with a bundle where there is no network: run by the test beside it, with the bundle's Python.

It is told the bundle, a folder to work in and the version that it is to find, and knows nothing of the checkout.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from uuid import uuid4

START_SECONDS = 180.0
BUNDLE, ROOM, VERSION = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
TO = ROOM / "sanling"
PASSWORD = f"{uuid4().hex}\n"


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PORT = free_port()
SETTINGS = {
    "PATH": os.environ["PATH"],
    "PYTHON": str(Path(sys.executable).resolve()),
    "HOME": str(ROOM),
    "LANG": "C.UTF-8",
    "PORT": str(PORT),
    "SANLING_DATA": str(ROOM / "data"),
    "SANLING_PROFILE": "zhengzhou",
    "SANLING_HTTPS": "0",
    "SANLING_WEB_PROCESSES": "1",
}


def has_no_way_out() -> bool:
    """Tell whether there is no network but the loopback."""
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    return [line.split(":")[0].strip() for line in lines] == ["lo"]


def run(*command: str | Path, typed: str = "") -> str:
    """Run a command to its end, and return what it says."""
    done = subprocess.run(
        [*map(str, command)], env=SETTINGS, cwd=ROOM, input=typed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def sanling(*words: str, typed: str = "") -> str:
    """Run the program that was installed."""
    return run(TO / ".venv" / "bin" / "sanling", *words, typed=typed)


def ask(path: str, body: object = None) -> tuple[int, str]:
    """Return the status and text of an answer, 0 while there is none."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": uuid4().hex}
    request = Request(f"http://127.0.0.1:{PORT}{path}", data, headers)
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except URLError as error:
        return 0, str(error)


def wait_until_it_serves(process: "subprocess.Popen[bytes]") -> None:
    """Wait for the first answer, no longer than three minutes."""
    until = time.monotonic() + START_SECONDS
    while ask("/healthz")[0] != 200:
        assert process.poll() is None, (ROOM / "up.log").read_text()
        assert time.monotonic() < until, (ROOM / "up.log").read_text()
        time.sleep(0.5)


def set_a_city_up() -> None:
    """Do what the operations page says after the first start, and what a resident then does."""
    assert "divisions" in sanling("city")
    sanling("administrator", "wang", "--name", "王五", "--phone", "13800000000", typed=2 * PASSWORD)
    sanling("doctor")
    status, page = ask("/")
    assert status == 200
    # The catalogue was compiled, and the front end was built.
    assert "郑州" in page
    assert "我要上报" in page
    sheet = re.search(r'href="(/static/build/portal[^"]+\.css)"', page)
    assert sheet, page[:2000]
    assert ask(sheet[1])[0] == 200
    report = {
        "kind": "dispute",
        "text": "三号楼二单元楼道里堆满了垃圾。",
        "division": "410105002012",
        "place": "三号楼二单元",
        "name": "王小明",
        "phone": "13800000000",
    }
    status, told = ask("/api/v1/public/matters", report)
    assert status == 201, told
    status, told = ask(f"/api/v1/public/matters/{json.loads(told)['token']}")
    assert (status, json.loads(told)["open"]) == (200, True)
    assert f'sanling_release{{version="{VERSION}"}} 1' in ask("/metrics")[1]


def main() -> None:
    """Install, start, set up, stop."""
    assert has_no_way_out(), "There is a network."
    with tarfile.open(BUNDLE) as archive:
        archive.extractall(ROOM, filter="data")
    installed = run(ROOM / BUNDLE.name.removesuffix(".tar.gz") / "install", TO)
    assert installed.strip() == f"sanling {VERSION}", installed
    with (ROOM / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [TO / ".venv" / "bin" / "sanling", "up"], env=SETTINGS, cwd=ROOM, stdout=log, stderr=log
        )
        try:
            wait_until_it_serves(process)
            set_a_city_up()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    assert process.returncode == 0, (ROOM / "up.log").read_text()
    # The same again is an upgrade to the same.
    run(ROOM / BUNDLE.name.removesuffix(".tar.gz") / "install", TO)


main()
