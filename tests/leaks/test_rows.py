"""The leak matrix, rows: whoever has no business with a matter meets it nowhere, by whatever way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.access import LinkActor, visible_entries, visible_matters
from sanling.domain.matters.models import Attachment, Matter
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player, working_token
from sanling.domain.people.reach import Reach
from sanling.domain.people.roles import RoleRules
from sanling.foundation import clock
from sanling.foundation.accounts.actions.deactivate import deactivate
from sanling.foundation.labels import Label
from tests.city import TEST, VILLAGE
from tests.domain.matters.helpers import PHONE, act, picture, registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]

STRANGERS = (
    "sibling_county_intake",
    "sibling_county_peace_officer",
    "sibling_township_intake",
    "sibling_department_clerk",
    "department_clerk",
    "department_leader",
    "petition_officer",
    "sibling_village_mediator",
    "mediator",
    "zone_intake_officer",
)
WITHOUT_MATTERS = ("auditor", "administrator", "security_administrator")


@dataclass(frozen=True)
class Scene:
    """A neighbour's report with a picture, and the ways to it."""

    matter: Matter
    token: str
    attachment: int
    party: int

    def pages(self) -> Iterator[str]:
        """Yield the addresses at which the desk shows something of it."""
        matter = f"/desk/matters/{self.matter.number}/"
        yield from (matter, f"{matter}place.geojson", f"{matter}parties/{self.party}/")
        yield f"{matter}offers/assign/mediator/?q=kong"
        yield from (f"/desk/files/{self.attachment}/", f"/desk/files/{self.attachment}/small/")

    def lists(self) -> Iterator[str]:
        """Yield the addresses at which the desk would list it."""
        yield from ("/desk/", "/desk/matters/?words=垃圾", f"/desk/matters/?division={VILLAGE}")
        for typed in ("垃圾", PHONE, self.matter.number, self.matter.number[-7:-2]):
            yield f"/desk/search/?q={typed}"


@pytest.fixture
def scene(cast: Cast, workflows: None, settings: Any, tmp_path: Any) -> Scene:
    """Report rubbish in the stairwell."""
    settings.FILES_ROOT = tmp_path
    made = registered(enclosures=[picture()], lon=113.695, lat=34.785)
    return Scene(
        matter=made.matter,
        token=made.token,
        attachment=Attachment.objects.get().pk,
        party=made.matter.parties.get().pk,
    )


def signed_in(player: Player) -> Client:
    client = Client()
    client.force_login(player.user)
    return client


def test_those_in_charge_get_at_all_of_it(scene: Scene, cast: Cast) -> None:
    browser = signed_in(cast["intake_officer"])
    for page in scene.pages():
        assert browser.get(page).status_code == 200, page
    lists = [browser.get(page, follow=True).content.decode() for page in scene.lists()]
    assert sum(scene.matter.number in page for page in lists) >= len(lists) - 1


@pytest.mark.parametrize("who", STRANGERS)
def test_for_a_stranger_it_is_not_there(scene: Scene, cast: Cast, who: str) -> None:
    browser = signed_in(cast[who])
    for page in scene.pages():
        assert browser.get(page).status_code == 404, page
    for page in scene.lists():
        # Words that find nothing are looked for as a name where they may be one.
        answer = browser.get(page, follow=True)
        assert answer.status_code in (200, 422), page
        shown = answer.content.decode().replace(f'value="{scene.matter.number}"', "")
        assert "楼道里堆满" not in shown, page
        assert scene.matter.number not in shown or "search" in page


@pytest.mark.parametrize("who", WITHOUT_MATTERS)
def test_the_three_administrators_see_no_matter_at_all(scene: Scene, cast: Cast, who: str) -> None:
    browser = signed_in(cast[who])
    for page in [*scene.pages(), *scene.lists()]:
        assert browser.get(page).status_code in (302, 403), page


def test_nobody_signed_in_is_asked_to_sign_in(scene: Scene) -> None:
    for page in [*scene.pages(), *scene.lists()]:
        answer = Client().get(page)
        assert answer.status_code == 302, page
        assert answer.headers["Location"].startswith("/accounts/login/")


def end(player: Player) -> None:
    end_post(actor=TEST, post_id=player.post.pk)


def suspend(player: Player) -> None:
    deactivate(actor=TEST, user_id=player.user.pk, reason="left")


@pytest.mark.parametrize("out", [end, suspend])
def test_whoever_is_out_is_out_at_once(scene: Scene, cast: Cast, out: Callable[[Player], None]) -> None:
    player = cast["intake_officer"]
    browser = signed_in(player)
    until = clock.now() + timedelta(days=1)
    secret = working_token(actor=TEST, post=player.post, name="x", ends_at=until).secret
    headers = {"Authorization": f"Bearer {secret}"}
    address = f"/api/v1/matters/{scene.matter.number}"
    assert browser.get(f"/desk/matters/{scene.matter.number}/").status_code == 200
    assert browser.get(address, headers=headers).status_code == 200

    out(player)
    for page in [*scene.pages(), *scene.lists()]:
        assert browser.get(page).status_code == 302, page
    assert browser.get(address, headers=headers).status_code == 401


def test_a_token_reaches_no_further_than_its_post(scene: Scene, cast: Cast) -> None:
    until = clock.now() + timedelta(days=1)
    for who in (*STRANGERS, *WITHOUT_MATTERS):
        secret = working_token(actor=TEST, post=cast[who].post, name="x", ends_at=until).secret
        headers = {"Authorization": f"Bearer {secret}"}
        found = Client().get(f"/api/v1/matters/{scene.matter.number}", headers=headers)
        never = Client().get("/api/v1/matters/ZZ-260101-00001-0", headers=headers)
        assert found.status_code == never.status_code in (403, 404), who
        assert found.json().get("detail") == never.json().get("detail")
        listed = Client().get("/api/v1/matters", headers=headers)
        assert scene.matter.number not in listed.content.decode(), who


def test_a_viewer_of_another_city_sees_nothing_of_this_one(scene: Scene, cast: Cast) -> None:
    everything = RoleRules(
        code="leader",
        name=Label(zh="领导", en="Leader"),
        levels=("city",),
        scope="jurisdiction",
        clearance=2,
        identity="full",
    )
    reach = Reach(post_id=10**9, unit_id=10**9, unit_division="4110", role=everything, paths=("4110",))
    viewer = Viewer(post_id=10**9, user_id=10**9, city="4110", name="", unit_name="", own=reach)
    assert not visible_matters(viewer).exists()
    here = replace(viewer, own=replace(reach, paths=("4101",)))
    assert visible_matters(here).exists()


@pytest.mark.parametrize(
    ("level", "who", "seen"),
    [
        (0, "village_secretary", True),
        (0, "grid_worker", True),
        (1, "village_secretary", True),
        (1, "grid_worker", False),
        (1, "intake_officer", True),
        (2, "intake_officer", False),
        (2, "township_leader", False),
        (2, "city_leader", False),
        (2, "centre_director", True),
        (2, "peace_officer", True),
    ],
)
def test_confidentiality_is_a_wall_of_its_own(
    scene: Scene, cast: Cast, level: int, who: str, seen: bool
) -> None:
    charged = cast["grid_worker"].post
    scene.matter.assignments.create(kind="main", unit=charged.unit, post=charged, begun_at=clock.now())
    Matter.objects.filter(pk=scene.matter.pk).update(confidentiality=level)
    assert visible_matters(cast[who].viewer).filter(pk=scene.matter.pk).exists() == seen


def test_clearance_of_one_post_does_not_widen_the_territory_of_another(scene: Scene, cast: Cast) -> None:
    """A street's clerk without clearance who stands in for a cleared one elsewhere sees no secret of the street."""
    Matter.objects.filter(pk=scene.matter.pk).update(confidentiality=2)
    now = clock.now()
    away, here = cast["sibling_county_peace_officer"].post, cast["intake_officer"].post
    substitute(
        actor=TEST, post_id=away.pk, substitute_id=here.pk, begins_at=now, ends_at=now + timedelta(days=1)
    )
    with clock.turned(to=now + timedelta(hours=1)):
        viewer = cast["intake_officer"].viewer
        assert max(reach.role.clearance for reach in viewer.reaches) == 2
        assert not visible_matters(viewer).filter(pk=scene.matter.pk).exists()


def test_what_is_restricted_is_read_by_clearance_and_its_files_with_it(scene: Scene, cast: Cast) -> None:
    entry = act(cast["intake_officer"].viewer, scene.matter, "note", {"note": "另有隐情"}, [picture()])
    type(entry).objects.filter(pk=entry.pk).update(audience="restricted")
    file = Attachment.objects.get(entry=entry)
    scene.matter.assignments.create(
        kind="main", unit=cast["grid_worker"].post.unit, post=cast["grid_worker"].post, begun_at=clock.now()
    )
    for who, status in (("intake_officer", 200), ("grid_worker", 404)):
        assert (entry in visible_entries(cast[who].viewer, Matter.objects.get(pk=scene.matter.pk))) == (
            status == 200
        )
        assert signed_in(cast[who]).get(f"/desk/files/{file.pk}/").status_code == status
    assert (
        "另有隐情"
        not in signed_in(cast["grid_worker"]).get(f"/desk/matters/{scene.matter.number}/").content.decode()
    )


def test_clearance_elsewhere_does_not_open_what_is_restricted_here(scene: Scene, cast: Cast) -> None:
    entry = act(cast["intake_officer"].viewer, scene.matter, "note", {"note": "另有隐情"})
    type(entry).objects.filter(pk=entry.pk).update(audience="restricted")
    worker, now = cast["grid_worker"].post, clock.now()
    scene.matter.assignments.create(kind="main", unit=worker.unit, post=worker, begun_at=now)
    away = cast["sibling_county_intake"].post
    substitute(
        actor=TEST, post_id=away.pk, substitute_id=worker.pk, begins_at=now, ends_at=now + timedelta(days=1)
    )
    with clock.turned(to=now + timedelta(hours=1)):
        viewer = cast["grid_worker"].viewer
        seen = visible_matters(viewer).get(pk=scene.matter.pk)
        assert {reach.role.clearance for reach in viewer.reaches} == {0, 1}
        assert entry not in visible_entries(viewer, seen)


def test_a_link_opens_its_own_matter_and_only_what_is_for_its_holder(scene: Scene, cast: Cast) -> None:
    internal = act(cast["intake_officer"].viewer, scene.matter, "note", {"note": "内部研究"}, [picture()])
    hidden = Attachment.objects.get(entry=internal)
    other = registered(text="别家的事情，与此无关。", enclosures=[picture()])
    foreign = Attachment.objects.get(entry__matter=other.matter)
    holder = Client()
    assert holder.get(f"/t/{scene.token}/files/{scene.attachment}/").status_code == 200
    for file in (hidden, foreign):
        assert holder.get(f"/t/{scene.token}/files/{file.pk}/").status_code == 404
    page = holder.get(f"/t/{scene.token}/").content.decode()
    assert "内部研究" not in page
    assert cast["intake_officer"].post.name not in page
    assert holder.get(f"/t/{scene.token[:-1]}x/").status_code == 404
    assert not visible_matters(LinkActor(other.matter.pk)).filter(pk=scene.matter.pk).exists()
