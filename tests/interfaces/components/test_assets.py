"""Where the front-end build put its files."""

import json
from pathlib import Path

import pytest

from sanling.interfaces.components import assets


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    return tmp_path


def test_a_plain_name_leads_to_the_hashed_file(build: Path) -> None:
    entry = {"isEntry": True, "name": "desk", "file": "desk-AbCd1234.js", "css": ["desk-EfGh5678.css"]}
    chunk = {"name": "map", "file": "map-1.js", "isDynamicEntry": True}
    files = {"src/desk/main.ts": entry, "src/map/map.ts": chunk, "icons.svg": {"file": "icons-Zz.svg"}}
    (build / "manifest.json").write_text(json.dumps(files))
    assert assets.asset_url("desk.js") == "/static/build/desk-AbCd1234.js"
    assert assets.asset_url("desk.css") == "/static/build/desk-EfGh5678.css"
    assert assets.asset_url("icons.svg") == "/static/build/icons-Zz.svg"
    assert assets.check_build() == []


def test_a_name_that_is_not_built_is_an_error(build: Path) -> None:
    (build / "manifest.json").write_text("{}")
    with pytest.raises(KeyError):
        assets.asset_url("other.css")


def test_before_the_first_build_pages_work_and_the_check_says_what_to_do(build: Path) -> None:
    assert assets.asset_url("desk.css") == "/static/build/desk.css"
    [warning] = assets.check_build()
    assert "npm run build" in str(warning.hint)
