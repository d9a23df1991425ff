"""The operations page, followed word by word on a bare machine, to a first archived matter; run by the test beside it.

It needs root, which it is within namespaces of its own: what it writes lies over the machine's files and is gone at its
end, and what it starts hears nobody but itself. systemd alone is not there: `SYSTEMCTL` does what the page asks of it.
It is told the checkout that is to be installed, and knows nothing else of it but the page.
"""

import csv
import html
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener
from uuid import uuid4

CHECKOUT, PLACE = Path(sys.argv[1]), Path(sys.argv[2])
PAGE = (CHECKOUT / "docs" / "operations.md").read_text("utf-8")
NAME = "sanling.example.org"
SITE = f"https://{NAME}"
START_SECONDS = 180.0
PASSWORD = uuid4().hex
# What is downloaded comes from outside; what serves hears this process alone.
OUTSIDE, OWN_NETWORK = (f"/proc/{pid}/ns/net" for pid in (os.getppid(), os.getpid()))
UP_LOG = PLACE / "up.log"
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("SANLING_", "DJANGO_", "DATABASE_", "PYTHON"))
} | {"PATH": "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
# What the page has systemd do: start what the unit says, as its user, with its settings; start nginx.
SYSTEMCTL = f"""#!/bin/sh
set -eu
case "$*" in
daemon-reload) ;;
"enable --now sanling sanling-backup.timer")
    cd /opt/sanling
    grep -q '^ExecStart=/opt/sanling/.venv/bin/sanling up$' /etc/systemd/system/sanling.service
    nsenter --net={OWN_NETWORK} sanling up >{UP_LOG} 2>&1 &
    echo $! >{PLACE}/up.pid ;;
"restart nginx") nsenter --net={OWN_NETWORK} nginx ;;
*) echo "What is to be done at: systemctl $*"; exit 1 ;;
esac
"""
REPORT = {
    "kind": "consultation",
    "text": "请问社区调解室周末开门吗？",
    "division": "410105002",
    "name": "王小明",
    "phone": "13800000000",
}
OFFICER = {"姓名": "陈晨", "岗位": "受理员", "区县": "金水区", "街道": "花园路街道", "工号": "0001"}


def lay_over() -> None:
    """Have whatever is written from here on lie in memory, over the folders that an installation changes."""
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", PLACE], check=True)
    PLACE.chmod(0o755)
    for folder in ("etc", "opt", "usr", "var"):
        upper, work = PLACE / "over" / folder, PLACE / "work" / folder
        upper.mkdir(parents=True)
        work.mkdir(parents=True)
        layers = f"lowerdir=/{folder},upperdir={upper},workdir={work}"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", layers, f"/{folder}"], check=True)


def run(script: str, typed: str = "", *within: str) -> str:
    """Run lines of the page to their end, and return what they say."""
    done = subprocess.run(
        [*within, "bash", "-euo", "pipefail", "-c", script],
        env=ENVIRONMENT,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert done.returncode == 0, f"{script}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
    return done.stdout


def download(script: str) -> str:
    """Run lines that need other machines."""
    return run(script, "", "nsenter", f"--net={OUTSIDE}")


def block(heading: str) -> str:
    """Return the commands below a heading of the page."""
    found = re.search(rf"^## {heading}\n.*?^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[1]


def install() -> tuple[list[str], list[str]]:
    """Do what stands in the page before the program runs; return the commands of the program that follow."""
    Path("/usr/local/sbin/systemctl").write_text(SYSTEMCTL)
    Path("/usr/local/sbin/systemctl").chmod(0o755)
    certificates = Path("/etc/ssl/sanling")
    certificates.mkdir()
    download(
        "apt-get update -qq && apt-get install -yqq --no-install-recommends openssl util-linux >/dev/null &&"
        f" openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME} -addext subjectAltName=DNS:{NAME}"
        f" -keyout {certificates}/privkey.pem -out {certificates}/fullchain.pem 2>/dev/null &&"
        f" echo 127.0.0.1 {NAME} >>/etc/hosts"
    )
    lines = block("Install").replace("<this repository>", str(CHECKOUT)).splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith("sanling "))
    # Nobody is there to say yes.
    download(
        "export DEBIAN_FRONTEND=noninteractive\n"
        + "".join(lines[:first]).replace("install git", "-yqq install git")
    )
    commands = [line.strip() for line in lines[first:]]
    lists = [line for line in block("Units and staff come from lists").splitlines() if "units" not in line]
    return commands, lists


class Browser:
    """Keeps cookies, and knows the installation's own certificate."""

    def __init__(self) -> None:
        """Trust that certificate alone."""
        self.cookies = CookieJar()
        trusted = ssl.create_default_context(cafile="/etc/ssl/sanling/fullchain.pem")
        self.opener = build_opener(HTTPSHandler(context=trusted), HTTPCookieProcessor(self.cookies))

    def ask(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, str, str]:
        """Return status, text and address of an answer, after all it leads to; 0 while there is none."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with self.opener.open(
                Request(f"{SITE}{path}", data, {"Referer": SITE, **named}), timeout=30
            ) as answer:
                return answer.status, answer.read().decode(), answer.url.removeprefix(SITE)
        except HTTPError as error:
            return error.code, error.read().decode(), path
        except URLError as error:
            return 0, str(error), path

    def fill(self, path: str, **typed: str) -> str:
        """Send the form of a page as it stands there, with what is typed; return the page that follows."""
        status, page, at = self.ask(path)
        assert status == 200, page[-2000:]
        wanted = next(iter(typed))
        form = next(
            found for found in re.findall(r"<form\b.*?</form>", page, re.DOTALL) if f'"{wanted}"' in found
        )
        hidden = {
            html.unescape(name[1]): html.unescape(value[1])
            if (value := re.search(r'value="([^"]*)"', field))
            else ""
            for field in re.findall(r'<input[^>]*type="hidden"[^>]*>', form)
            if (name := re.search(r'name="([^"]+)"', field))
        }
        status, page, _ = self.ask(at, urlencode({**hidden, **typed}).encode())
        assert status == 200, page[-3000:]
        return page


def wait_until_it_serves(browser: Browser) -> None:
    """Wait for the first answer through nginx, no longer than three minutes."""
    until = time.monotonic() + START_SECONDS
    while browser.ask("/healthz")[0] != 200:
        assert time.monotonic() < until, UP_LOG.read_text()
        time.sleep(0.5)


def staff_the_house(lists: list[str]) -> str:
    """Take in a list of one officer by the page's commands; return the address that stands on the printed slip."""
    folder = PLACE / "lists"
    folder.mkdir()
    folder.chmod(0o777)
    with (folder / "staff.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(OFFICER))
        writer.writeheader()
        writer.writerow(OFFICER)
    for line in lists:
        run(
            f"cd {folder}\n"
            + re.sub(r"\S+\.xlsx", f"{folder}/staff.csv", line).replace(
                " invitations", f" {folder}/invitations"
            )
        )
    slips = (folder / "invitations.html").read_text("utf-8")
    found = re.search(rf"{SITE}(/accounts/invitation/[^\s\"<]+)", slips)
    assert found, slips
    return found[1]


def live(invitation: str) -> None:
    """A resident asks, the officer comes in by the slip, answers and archives, and the resident sees it."""
    resident, officer = Browser(), Browser()
    status, told, _ = resident.ask(
        "/api/v1/public/matters",
        json.dumps(REPORT).encode(),
        Content_Type="application/json",
        Idempotency_Key=uuid4().hex,
    )
    assert status == 201, told
    matter = json.loads(told)
    officer.fill(invitation, password1=PASSWORD, password2=PASSWORD)
    page = f"/desk/matters/{matter['number']}/"
    officer.fill(f"{page}?act=answer", answer="开门，周六上午九点到十一点半。")
    officer.fill(f"{page}?act=archive", _act="archive")
    status, told, _ = resident.ask(f"/api/v1/public/matters/{matter['token']}")
    assert (status, json.loads(told)["open"]) == (200, False), told
    assert "周六上午" in told


def main() -> None:
    """Install, set up, live through one matter, stop."""
    lay_over()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    commands, lists = install()
    try:
        wait_until_it_serves(Browser())
        for line in commands:
            run(line, f"{PASSWORD}\n{PASSWORD}\n")
        live(staff_the_house(lists))
    finally:
        stop()


def stop() -> None:
    """Stop what was started, as systemd would."""
    subprocess.run(["nginx", "-s", "quit"], env=ENVIRONMENT, check=False)
    up = int((PLACE / "up.pid").read_text())
    os.kill(up, signal.SIGTERM)
    until = time.monotonic() + 60
    while Path(f"/proc/{up}").exists():
        assert time.monotonic() < until, UP_LOG.read_text()
        time.sleep(0.1)


main()
