"""The form is light enough for a weak network."""

import gzip
import json
import re

import pytest

from sanling.domain.territory.models import CodePoint
from sanling.interfaces.components.assets import BUILD
from tests.interfaces.portal.conftest import POSTER, Resident

pytestmark = pytest.mark.django_db
MOST = 100 * 1024


def _with_imports(name: str, manifest: dict[str, dict[str, object]]) -> set[str]:
    """Return a script and what it fetches at once."""
    entry = next(chunk for chunk in manifest.values() if chunk["file"] == name)
    found = {name}
    imports = entry.get("imports", [])
    assert isinstance(imports, list)
    for imported in imports:
        found |= _with_imports(str(manifest[imported]["file"]), manifest)
    return found


@pytest.mark.skipif(not (BUILD / "manifest.json").exists(), reason="the front end has not been built")
def test_the_form_takes_at_most_100_kb_over_the_wire(poster: CodePoint, resident: Resident) -> None:
    html = resident.open(f"/q/{POSTER}")
    manifest = json.loads((BUILD / "manifest.json").read_text())
    named = set(re.findall(r'(?:src|href)="/static/build/([^"#]+)', html))
    assert any(name.endswith(".js") for name in named)
    files = {
        file for name in named for file in (_with_imports(name, manifest) if name.endswith(".js") else {name})
    }
    sizes = {name: len(gzip.compress((BUILD / name).read_bytes())) for name in files}
    sizes["the page itself"] = len(gzip.compress(html.encode()))
    assert sum(sizes.values()) <= MOST, sizes
    # Map and proof of work come late.
    assert not any("map" in name or "altcha" in name for name in files)
