"""Where the front-end build put each file: names carry a hash of the content, so that they may be kept for ever."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.core import checks
from django.templatetags.static import static

BUILD = Path(__file__).resolve().parent / "static" / "build"


@cache
def _files(changed_ns: int) -> dict[str, str]:
    """Map "desk.css" to "desk-<hash>.css", read once a build: `changed_ns` is when the manifest was written."""
    del changed_ns
    found: dict[str, str] = {}
    manifest: dict[str, dict[str, Any]] = json.loads((BUILD / "manifest.json").read_text())
    for key, entry in manifest.items():
        if entry.get("isEntry"):
            found[f"{entry['name']}.js"] = entry["file"]
            for style in entry.get("css", []):
                found[f"{entry['name']}.css"] = style
        elif "." in key and "/" not in key and not key.startswith("_"):
            found[key] = entry["file"]
    return found


def build_stamp() -> int:
    """Return when the front end was built (ns since 1970), 0 where it never was."""
    try:
        return (BUILD / "manifest.json").stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def asset_url(name: str) -> str:
    """Return the address of a built file, by its plain name ("desk.css", "portal.js", "icons.svg").

    Before the first build it is the plain name, and pages work unstyled; `check_build` says so at start. Raises
    KeyError for a file that the build doesn't make.
    """
    built = build_stamp()
    return static(f"build/{_files(built)[name] if built else name}")


def check_build(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where the front end has not been built."""
    if build_stamp():
        return []
    return [
        checks.Warning(
            "The front end has not been built: pages have neither style nor script.",
            hint="Run `npm ci && npm run build` in frontend/, or `make demo`, which does it for you.",
            id="components.W001",
        )
    ]
