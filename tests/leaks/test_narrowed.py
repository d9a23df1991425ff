"""The leak matrix, narrowing: a post for a part of what its unit has reads and is told of that part alone."""

import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Assignment, Matter, Participation
from sanling.domain.matters.telling import who_may_open
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.cast import Player, working_token
from sanling.domain.people.giving import to_confirm
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.foundation.profile.registry import forget_profiles
from sanling.processes.exports.tasks import write_export
from sanling.processes.reactions import react
from tests.city import COUNTY, SIBLING_TOWNSHIP, SIBLING_VILLAGE, TEST, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import registered
from tests.leaks.test_standing_in import asked, numbers, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]
# In the sibling township.
ELSEWHERE = "410105001003"


@pytest.fixture(autouse=True)
def plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def given(player: Player, unit: Unit, role: str, *paths: str, lines: tuple[str, ...] = ()) -> Post:
    new = NewPost(
        user_id=player.user.pk, unit_id=unit.pk, role=role, name="分管", paths=list(paths), lines=lines
    )
    return appoint(actor=TEST, new=new)


def take_part(unit: Unit, *matters: Matter) -> None:
    Participation.objects.bulk_create(
        Participation(matter=matter, unit=unit, registered_at=matter.registered_at) for matter in matters
    )


def seen(post: Post) -> set[Matter]:
    """Return what a post sees, once lists, notices, pages, search and the API agree on it."""
    everything = list(Matter.objects.all())
    found = set(visible_matters(viewer_for(post)))
    assert who_may_open((post.pk, matter) for matter in everything) == {
        (post.pk, matter.pk) for matter in found
    }
    browser = Client()
    browser.force_login(post.user)
    browser.post("/desk/posts/", {"post": post.pk})
    ledger = browser.get("/desk/matters/").content.decode()
    until = clock.now() + timedelta(days=1)
    secret = working_token(actor=TEST, post=post, name="x", ends_at=until).secret
    headers = {"Authorization": f"Bearer {secret}"}
    for matter in everything:
        assert (matter.number in ledger) == (matter in found)
        status = 200 if matter in found else 404
        assert browser.get(f"/desk/matters/{matter.number}/").status_code == status
        assert Client().get(f"/api/v1/matters/{matter.number}", headers=headers).status_code == status
    return found


def test_a_line_of_a_centre_is_not_all_that_the_centre_took_in(city: City, cast: Cast) -> None:
    dispute = registered().matter
    petition = registered(kind="petition", channel="visit").matter
    elsewhere = registered(division=SIBLING_VILLAGE).matter
    assert {matter.unit_id for matter in (dispute, petition, elsewhere)} == {city.centre(TOWNSHIP).pk}
    place = (city.centre(TOWNSHIP), "intake_officer", VILLAGE)
    assert seen(given(cast["volunteer"], *place)) == {dispute, petition}
    narrow = given(cast["liaison"], *place, lines=("dispute",))
    assert seen(narrow) == {dispute}
    react()
    told = Notice.objects.filter(recipient=f"post:{narrow.pk}").values_list("params__number", flat=True)
    assert set(told) == {dispute.number}


def test_one_of_a_departments_lines_is_not_all_of_them(city: City, cast: Cast) -> None:
    police = city.unit(f"police-{COUNTY}")
    Unit.objects.filter(pk=police.pk).update(lines=["security", "hazard"])
    hazard, security = (registered(kind=kind).matter for kind in ("hazard", "security"))
    take_part(police, hazard, security)
    assert seen(cast["police_officer"].post) == {hazard, security}
    narrow = given(cast["volunteer"], police, "police_officer", COUNTY, lines=("security",))
    assert seen(narrow) == {security}
    whole = given(cast["liaison"], police, "police_officer", COUNTY, lines=("hazard", "security"))
    called_in_for = registered().matter
    take_part(police, called_in_for)
    assert seen(whole) == {hazard, security, called_in_for}
    assert seen(narrow) == {security}


@pytest.mark.parametrize(
    ("unit", "role", "kind"),
    [("housing", "department_clerk", "dispute"), ("petitions", "petition_officer", "petition")],
)
def test_a_departments_post_for_one_township_sees_nothing_of_another(
    city: City, cast: Cast, unit: str, role: str, kind: str
) -> None:
    department = city.unit(f"{unit}-{COUNTY}")
    here = registered(kind=kind, channel="visit").matter
    there = registered(kind=kind, channel="visit", division=ELSEWHERE).matter
    take_part(department, here, there)
    assert seen(given(cast["volunteer"], department, role, COUNTY)) == {here, there}
    assert seen(given(cast["liaison"], department, role, SIBLING_TOWNSHIP)) == {there}


def test_a_clerk_for_one_line_sees_nothing_of_the_others(city: City, cast: Cast) -> None:
    housing = city.unit(f"housing-{COUNTY}")
    homes, building = (
        registered(category=category).matter for category in ("house_homestead", "property_management")
    )
    take_part(housing, homes, building)
    narrow = given(cast["volunteer"], housing, "department_clerk", COUNTY, lines=("house_homestead",))
    assert seen(narrow) == {homes}


@pytest.mark.parametrize("narrowing", [{"lines": ("dispute",)}, {"paths": (SIBLING_VILLAGE,)}])
def test_whoever_is_charged_with_a_matter_sees_it_though_it_is_not_of_their_part(
    city: City, cast: Cast, narrowing: dict[str, tuple[str, ...]]
) -> None:
    county = city.centre(COUNTY)
    paths, lines = narrowing.get("paths", (COUNTY,)), narrowing.get("lines", ())
    post = given(cast["volunteer"], county, "intake_officer", *paths, lines=lines)
    request, other = registered(kind="request").matter, registered(kind="request").matter
    take_part(county, request, other)
    assert seen(post) == set()
    Assignment.objects.create(
        matter=request, kind=Assignment.Kind.MAIN, unit=county, post=post, begun_at=clock.now()
    )
    assert seen(post) == {request}


def test_who_has_one_line_confirms_a_post_narrowed_to_it_at_a_unit_that_has_more(
    city: City, cast: Cast
) -> None:
    centre = city.centre(COUNTY)
    director = viewer_for(given(cast["volunteer"], centre, "centre_director", COUNTY, lines=("dispute",)))
    assert isinstance(director, Viewer)
    township = city.centre(TOWNSHIP)
    Unit.objects.filter(pk=township.pk).update(lines=["dispute", "request"])
    fits = given(cast["liaison"], township, "intake_officer", TOWNSHIP, lines=("dispute",))
    whole = given(cast["mediator"], township, "intake_officer", TOWNSHIP)
    Post.objects.filter(pk__in=[fits.pk, whole.pk]).update(waiting=True)
    assert to_confirm(director).get() == fits


def lose_the_place(post: Post, settings: Any, folder: Path) -> None:
    """What a succession of divisions does that leads a post's place elsewhere."""
    Jurisdiction.objects.filter(post=post).update(division_id=SIBLING_VILLAGE)


def lose_the_clearance(post: Post, settings: Any, folder: Path) -> None:
    """What a city does that gives the role less in its profile."""
    shutil.copytree(settings.PROFILES_ROOT, folder / "profiles")
    settings.PROFILES_ROOT = folder / "profiles"
    file = folder / "profiles" / "national" / "people.toml"
    before, role, after = file.read_text("utf-8").partition(f'code = "{post.role}"')
    file.write_text(before + role + after.replace("clearance = 1", "clearance = 0", 1), "utf-8")
    forget_profiles()


@pytest.mark.parametrize("lose", [lose_the_place, lose_the_clearance])
def test_a_ledgers_file_is_not_had_by_a_post_that_has_lost_some_of_what_it_reached_since(
    cast: Cast, settings: Any, tmp_path: Path, lose: Callable[[Post, Any, Path], None]
) -> None:
    settings.FILES_ROOT = tmp_path
    matter, officer = registered(kind="petition", channel="visit").matter, cast["intake_officer"]
    export = asked(officer)
    write_export(export_id=str(export.pk))
    browser, address = signed_in(officer), f"/desk/exports/{export.pk}/file/"
    assert numbers(export) == {matter.number}
    assert browser.get(address).status_code == 200
    try:
        lose(officer.post, settings, tmp_path)
        assert browser.get(f"/desk/matters/{matter.number}/").status_code == 404
        assert browser.get(address).status_code == 404
        assert address not in browser.get("/desk/exports/").content.decode()
    finally:
        forget_profiles()
