"""A street's poster, and a resident with a phone who fills in forms as a browser does."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sanling.domain.matters.models import Matter
from sanling.domain.territory.models import CodePoint
from tests.city import BEGAN, VILLAGE, City

POSTER = "TXHY-0007"
TEXT = "3 号楼二单元楼道里堆满了邻居家的垃圾，气味很大。"


class _Fields(HTMLParser):
    """Reads the fields of the form whose answer changes something, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.inside = False
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "form":
            self.inside = not (found.get("action") or "").startswith("/i18n/")
        elif not self.inside or not name:
            return
        elif tag == "textarea":
            self.area = name
            self.values.append((name, ""))
        elif tag == "input" and found.get("type") in ("radio", "checkbox"):
            if "checked" in found:
                self.values.append((name, value))
        elif tag == "input" and found.get("type") != "file":
            self.values.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area:
            name, value = self.values.pop()
            self.values.append((name, (value + data).removeprefix("\n")))


def fields_of(html: str) -> dict[str, list[str]]:
    """Return the fields of a page's form by name."""
    reader = _Fields()
    reader.feed(html)
    found: dict[str, list[str]] = {}
    for name, value in reader.values:
        found.setdefault(name, []).append(value)
    return found


@dataclass
class Resident:
    """A browser without script: it sends what the last page's form holds, changed by what is typed."""

    client: Client
    page: Any = None
    url: str = ""
    sent: dict[str, Any] = field(default_factory=dict)

    def open(self, url: str) -> str:
        """Open a page."""
        self.url = url
        self.page = self.client.get(url)
        return self.html

    @property
    def html(self) -> str:
        """The page as text."""
        return str(self.page.content.decode())

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the page's form holds."""
        return fields_of(self.html)

    def send(self, typed: Mapping[str, Any] | None = None, *, to: str = "") -> Any:
        """Send the form with what was typed; a redirect is followed."""
        self.sent = {**self.fields, **(typed or {})}
        self.page = self.client.post(to or self.url, self.sent, follow=True)
        if self.page.redirect_chain:
            self.url = self.page.redirect_chain[-1][0]
        return self.page

    def again(self) -> Any:
        """Send exactly the same once more."""
        self.page = self.client.post(self.url, self.sent, follow=True)
        return self.page


@pytest.fixture
def poster(city: City, workflows: None) -> CodePoint:
    """A poster in the stairwell of building 3."""
    return CodePoint.objects.create(
        code=POSTER,
        division_id=f"{VILLAGE}001",
        place="3 号楼二单元",
        lon=113.685,
        lat=34.785,
        created_at=BEGAN,
    )


@pytest.fixture
def resident(client: Client) -> Resident:
    """A resident."""
    return Resident(client)


@pytest.fixture(autouse=True)
def files_root(settings: Any, tmp_path: Path) -> Path:
    """Keep uploads of tests apart."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILES_RESERVE_BYTES = 0
    settings.DEMO = True
    settings.SECURE_SSL_REDIRECT = False
    return tmp_path


def picture(name: str = "垃圾.jpg", side: int = 40) -> SimpleUploadedFile:
    """Return a small photograph."""
    content = io.BytesIO()
    Image.new("RGB", (side, side), (120, 90, 60)).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")


def report(resident: Resident, *, url: str = f"/q/{POSTER}", kind: str = "dispute", **typed: Any) -> Matter:
    """Report from the first page to the receipt, and return the matter."""
    resident.open(url)
    resident.send({"kind": kind, "text": typed.pop("text", TEXT), "go": "next"})
    resident.send({"name": "王秀兰", "phone": "13800000001", "go": "next"} | typed)
    resident.send({"go": "send"})
    assert resident.page.status_code == 200, resident.html
    number = re.search(r"ZZ-\d{6}-\d{5}-\w", resident.html)
    assert number, resident.html
    return Matter.objects.get(number=number[0])


def token_of(resident: Resident) -> str:
    """Return the secret in the address of the page that the resident looks at."""
    return resident.url.split("/")[2]
