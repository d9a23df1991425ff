"""Another system that calls the API, as one of the cast or as an app of residents."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from sanling.domain.people.cast import Player, working_token
from sanling.foundation import clock
from tests.city import TEST, VILLAGE

BASE = "/api/v1"
TEXT = "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理。"
PHONE = "13800000000"


@dataclass
class System:
    """A client with a bearer token, or without one."""

    token: str = ""
    client: Client = field(default_factory=Client)

    def get(self, path: str, **query: Any) -> Any:
        """Read."""
        return self.client.get(BASE + path, query, headers=self._headers())

    def post(self, path: str, body: Any, *, key: str | None = None, **headers: str) -> Any:
        """Write, with a new idempotency key unless one is given; an empty one sends none."""
        return self._write("post", path, body, key, headers)

    def delete(self, path: str, *, key: str | None = None) -> Any:
        """End something."""
        return self.client.delete(BASE + path, headers=self._headers(key=key or uuid4().hex))

    def upload(self, path: str, files: list[Any], *, key: str | None = None) -> Any:
        """Send files."""
        return self.client.post(BASE + path, {"files": files}, headers=self._headers(key=key or uuid4().hex))

    def _write(self, method: str, path: str, body: Any, key: str | None, headers: Mapping[str, str]) -> Any:
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        sent = {**self._headers(key=uuid4().hex if key is None else key), **headers}
        return getattr(self.client, method)(BASE + path, data, content_type="application/json", headers=sent)

    def _headers(self, *, key: str = "") -> dict[str, str]:
        found = {"Accept-Language": "en"}
        if self.token:
            found["Authorization"] = f"Bearer {self.token}"
        if key:
            found["Idempotency-Key"] = key
        return found


def system_of(player: Player, *scopes: str) -> System:
    """Return a system that works as one of the cast."""
    until = clock.now() + timedelta(days=1)
    issued = working_token(actor=TEST, post=player.post, name="test", ends_at=until, scopes=scopes)
    return System(issued.secret)


@pytest.fixture(autouse=True)
def files_root(settings: Any, tmp_path: Path) -> None:
    """Keep uploads in a folder of the test's own."""
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def resident() -> System:
    """Return an app of residents."""
    return System()


@pytest.fixture
def intake(cast: dict[str, Player], workflows: None) -> System:
    """Return the system of the township's intake officer."""
    return system_of(cast["intake_officer"])


def report(**changes: Any) -> dict[str, Any]:
    """Return what an intake officer's system sends about a neighbour."""
    usual = {
        "kind": "dispute",
        "text": TEXT,
        "division": VILLAGE,
        "channel": "phone",
        "place": "三号楼二单元",
        "applicant": {"name": "王小明", "phone": PHONE},
    }
    return {**usual, **changes}


def public_report(**changes: Any) -> dict[str, Any]:
    """Return what an app of residents sends."""
    usual = {"kind": "dispute", "text": TEXT, "division": VILLAGE, "name": "王小明", "phone": PHONE}
    return {**usual, **changes}
