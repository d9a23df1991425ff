"""The room of the village's square, installed for the tests of this folder only."""

import shutil
from collections.abc import Iterator
from importlib import reload
from pathlib import Path
from typing import Any

import pytest
from django.urls import clear_url_caches

from sanling import urls as addresses
from sanling.domain.indicators import flows
from sanling.domain.matters import list_acts, queries, sheets
from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people import guarded, layers, ledgers
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.workflow import conditions, field_types, verbs
from sanling.foundation.delivery.texts import register_notice
from sanling.foundation.profile.registry import forget_profiles, profile_by_code
from sanling.interfaces.api import routes as api_routes
from sanling.interfaces.api import urls as api_urls
from sanling.interfaces.api.matters import matter_details
from sanling.interfaces.desk import boxes, pages, searching
from sanling.interfaces.desk import urls as desk_urls
from sanling.interfaces.desk.matters import matter_panels
from sanling.processes import reactions
from sanling.processes.figures import followers as figures
from sanling.processes.imports import work
from sanling.processes.retention import rooms
from sanling.rooms import ROOMS
from tests.city import TEST, VILLAGE, City
from tests.seams.squares.followers import GIVEN

OWN = Path(__file__).parent / "profile"
CACHES = (
    verbs.verbs,
    field_types.field_types,
    conditions.guards,
    reactions.followers,
    reactions.bulk_followers,
    sheets.columns,
    sheets.filters,
    list_acts.list_acts,
    boxes.boxes,
    matter_panels.panels,
    matter_details.details,
    rooms.forgetters,
    pages.all_pages,
    ledgers.ledgers,
    layers.layers,
    guarded.guarded,
    queries.heaps,
    work.sheets,
    searching.searches,
    flows.flows,
)


def _say_more(city: Path) -> None:
    """Have a city's profile say what the room asks of it besides what it says already."""
    for own in OWN.rglob("*.toml"):
        file = city / own.relative_to(OWN)
        file.parent.mkdir(exist_ok=True)
        before = file.read_text("utf-8") if file.exists() else ""
        file.write_text(before + own.read_text("utf-8"), encoding="utf-8")


def _find_addresses() -> None:
    """Have the addresses of desk and API put together anew."""
    for module in (desk_urls, api_routes, api_urls, addresses):
        reload(module)
    clear_url_caches()


def _find_flows() -> None:
    """Have followers of the flows that there are now."""
    reload(figures)


FORGET = (*(cache.cache_clear for cache in CACHES), forget_profiles, _find_addresses, _find_flows)


@pytest.fixture(autouse=True)
def squares(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Install the room, and have Zhengzhou offer its kind."""
    monkeypatch.setattr("sanling.rooms.ROOMS", (*ROOMS, "tests.seams.squares"))
    shutil.copytree(settings.PROFILES_ROOT, tmp_path / "profiles")
    _say_more(tmp_path / "profiles" / "zhengzhou")
    settings.PROFILES_ROOT = tmp_path / "profiles"
    (engine,) = settings.TEMPLATES
    own = Path(__file__).parent / "squares" / "templates"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], own]}]
    settings.SECURE_SSL_REDIRECT = False
    register_notice("squares.allotted", "%(number)s")
    GIVEN.clear()
    for forget in FORGET:
        forget()
    yield
    monkeypatch.undo()
    for forget in FORGET:
        forget()


@pytest.fixture
def committee(city: City) -> Unit:
    """Give the village's committee, to which questions for the square are addressed."""
    return city.unit(f"village_committee-{VILLAGE}")


@pytest.fixture
def published(cast: dict[str, Player]) -> None:
    """Publish the city's workflows, the room's among them."""
    publish_workflows(actor=TEST, profile=profile_by_code("zhengzhou"))


@pytest.fixture
def asked(cast: dict[str, Player], committee: Unit, published: None) -> Matter:
    """Give a household's question for the square, which no resident brings by a door of the portal."""
    return open_one(cast["intake_officer"], (Party.Role.ADDRESSEE, committee.pk))


def open_one(by: Player, *units: tuple[Party.Role, int]) -> Matter:
    """Open one question for a village's square, with units that stand to it in some roles."""
    opening = Opening(kind="square_permit", division=VILLAGE, title="女儿出嫁用广场", units=units)
    (opened,) = open_matters(actor=by.viewer, openings=[opening])
    return Matter.objects.get(pk=opened.pk)
