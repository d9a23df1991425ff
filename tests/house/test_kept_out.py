"""What must not be in the repository: places of one machine, hosts of registries, data without its source."""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, listed, text_of, tracked

# Put together here, so that this file doesn't find itself.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "npmmirror", "com"),
        ("mirrors", "aliyun", "com"),
        ("tuna", "tsinghua", "edu"),
    )
]
PLACES = [
    re.compile(r"(?<![\w.<])/" + "(?:work|root|Users)/"),
    re.compile(r"(?<![\w.<])/" + r"home/(?!sanling)\w+"),
    re.compile(r"\.\./" + "shared"),
    re.compile(r"\b" + "farm-" + r"[a-z]+"),
]


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_the_host_of_a_registry(host: str) -> None:
    found = [str(path) for path in tracked() if host in text_of(path)]
    assert not found, listed(found)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.pattern)
def test_no_file_names_a_place_of_one_machine(place: "re.Pattern[str]") -> None:
    found = [
        f"{path}: {match.group()}"
        for path in tracked()
        if path.suffix not in {".csv", ".geojson"} and (match := place.search(text_of(path)))
    ]
    assert not found, listed(found)


def test_locks_are_hashed() -> None:
    for lock in (path for path in tracked() if path.parts[0] == "requirements" and path.suffix == ".txt"):
        wanted = re.findall(r"^[A-Za-z0-9_.\[\]-]+==", text_of(lock), re.M)
        assert wanted, lock
        assert text_of(lock).count("--hash=sha256:") >= len(wanted), lock


DATA = [
    path
    for path in tracked()
    if path.match("sanling/profiles/*/*") and path.suffix in {".csv", ".geojson", ".toml"}
]


@pytest.mark.parametrize("city", sorted({path.parts[2] for path in DATA}))
def test_data_of_a_city_says_where_it_is_from_and_under_which_licence(city: str) -> None:
    told = (ROOT / "sanling" / "profiles" / city / "SOURCES.md").read_text(encoding="utf-8")
    names = {path.name for path in DATA if path.parts[2] == city}
    assert not {name for name in names if name not in told}
    assert "licen" in told.lower()


def test_nothing_that_is_built_or_secret_is_kept() -> None:
    built = (".mo", ".pyc", ".pem", ".key", ".sqlite3", ".log")
    kept = [str(path) for path in tracked() if path.suffix in built or "node_modules" in path.parts]
    assert not kept, listed(kept)
    assert not (ROOT / ".env").exists() or Path(".env") not in tracked()
