"""A report against a unit is never disclosed to it (信访工作条例 30): no row, no notice, no way round tells it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.access import VisitorActor, matters_of_person, visible_matters
from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.actions.register import PartyDetails, register
from sanling.domain.matters.choosing import posts_within, units_within
from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.queries import find_matter, surroundings
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.people.sight import viewers_of
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.foundation.privacy.index import blind_index
from sanling.processes.exports.actions.request import request_export
from sanling.processes.exports.tasks import write_export
from sanling.processes.reactions import react
from tests.city import COUNTY, TEST, TOWNSHIP, City
from tests.domain.matters.helpers import act, registered, report
from tests.interfaces.doors import Doors

pytestmark = pytest.mark.django_db

PHONE = "13800000001"
Cast = dict[str, Player]


def complaint(unit: Unit, kind: str = "dispute") -> Matter:
    """Register a concealed report against a unit."""
    informant = PersonDetails(name="李大勇", phone=PHONE)
    parties = [
        PartyDetails(role=Party.Role.INFORMANT, person=informant),
        PartyDetails(role=Party.Role.RESPONDENT, unit_id=unit.pk),
    ]
    text = f"反映{unit.name}工作人员推诿。"
    made = register(
        actor=VisitorActor(),
        report=report(kind=kind, channel="visit", text=text, concealed=True, parties=parties),
    )
    return Matter.objects.select_related("unit").get(pk=made.matter.pk)


def sees(viewer: Viewer, matter: Matter) -> bool:
    """Tell whether a viewer gets at a matter in any of the ways there are."""
    ways = [
        visible_matters(viewer).filter(pk=matter.pk).exists(),
        find_matter(viewer, matter.number) is not None,
        matters_of_person(viewer, blind_index("phone", "+86" + PHONE)).filter(pk=matter.pk).exists(),
    ]
    return any(ways)


def test_the_accused_unit_sees_nothing_and_others_do(city: City, cast: Cast, workflows: None) -> None:
    matter = complaint(city.unit(f"government-{TOWNSHIP}"))
    assert not sees(cast["township_leader"].viewer, matter)
    assert sees(cast["intake_officer"].viewer, matter)
    assert sees(cast["county_leader"].viewer, matter)


def test_whoever_stands_in_for_the_accused_is_as_blind(city: City, cast: Cast, workflows: None) -> None:
    matter = complaint(city.unit(f"government-{TOWNSHIP}"))
    now = clock.now()
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    away, standing_in = cast["township_leader"].post, cast["centre_director"].post
    substitute(actor=TEST, post_id=away.pk, substitute_id=standing_in.pk, **leave)
    with clock.turned(to=now + timedelta(hours=1)):
        assert not sees(cast["centre_director"].viewer, matter)
    with clock.turned(to=now + timedelta(days=2)):
        assert sees(cast["centre_director"].viewer, matter)


def test_the_accused_sees_no_more_by_standing_in_for_others(city: City, cast: Cast, workflows: None) -> None:
    matter = complaint(city.unit(f"government-{TOWNSHIP}"))
    now = clock.now()
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    away, standing_in = cast["centre_director"].post, cast["township_leader"].post
    substitute(actor=TEST, post_id=away.pk, substitute_id=standing_in.pk, **leave)
    with clock.turned(to=now + timedelta(hours=1)):
        assert not sees(cast["township_leader"].viewer, matter)


def test_another_post_of_the_same_person_opens_no_back_door(city: City, cast: Cast, workflows: None) -> None:
    leader, government = cast["township_leader"], city.unit(f"government-{TOWNSHIP}")
    centre = city.centre(COUNTY)
    also = NewPost(
        user_id=leader.user.pk, unit_id=centre.pk, role="intake_officer", name="郑建华", paths=[COUNTY]
    )
    second = viewer_for(appoint(actor=TEST, new=also))
    assert second is not None
    assert sees(second, complaint(city.unit("housing-410105")))
    assert not sees(second, complaint(government))


def test_whoever_left_the_accused_unit_reads_no_complaint_about_it_elsewhere(
    city: City, cast: Cast, workflows: None
) -> None:
    leader = cast["township_leader"]
    also = NewPost(
        user_id=leader.user.pk,
        unit_id=city.centre(COUNTY).pk,
        role="intake_officer",
        name="郑建华",
        paths=[COUNTY],
    )
    second = appoint(actor=TEST, new=also)
    matter, other = complaint(leader.post.unit), complaint(city.unit("housing-410105"))
    end_post(actor=TEST, post_id=leader.post.pk)
    with clock.turned(shift=timedelta(days=400)):
        for viewer in (viewer_for(second), viewers_of([second.pk])[second.pk]):
            assert viewer is not None
            assert sees(viewer, other)
            assert not sees(viewer, matter)


def test_whoever_stands_in_for_the_accused_is_as_blind_by_another_post_of_theirs(
    city: City, cast: Cast, workflows: None
) -> None:
    here, accused = cast["intake_officer"], cast["township_leader"]
    also = NewPost(
        user_id=here.user.pk,
        unit_id=city.centre(COUNTY).pk,
        role="intake_officer",
        name="周敏",
        paths=[COUNTY],
    )
    second = appoint(actor=TEST, new=also)
    matter = complaint(accused.post.unit)
    assert sees(here.viewer, matter)
    now = clock.now()
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    substitute(actor=TEST, post_id=accused.post.pk, substitute_id=second.pk, **leave)
    with clock.turned(to=now + timedelta(hours=1)):
        for viewer in (here.viewer, viewers_of([here.post.pk])[here.post.pk]):
            assert not sees(viewer, matter)
            assert viewer.post_ids == {here.post.pk}


def test_an_export_of_before_is_not_had_by_who_has_come_to_the_accused_since(
    city: City, cast: Cast, workflows: None, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_ROOT, settings.SECURE_SSL_REDIRECT = tmp_path, False
    here, accused = cast["intake_officer"], cast["township_leader"].post
    complaint(accused.unit)
    export = request_export(
        actor=here.viewer, ledger="matters", criteria=Criteria(), columns=(), sort="", language="zh-hans"
    )
    write_export(export_id=str(export.pk))
    browser, address = Client(), f"/desk/exports/{export.pk}/file/"
    browser.force_login(here.user)
    browser.post("/desk/posts/", {"post": here.post.pk})
    assert browser.get(address).status_code == 200
    also = NewPost(
        user_id=here.user.pk, unit_id=accused.unit_id, role=accused.role, name="x", paths=[TOWNSHIP]
    )
    appoint(actor=TEST, new=also)
    assert browser.get(address).status_code == 404
    assert address not in browser.get("/desk/exports/").content.decode()


def test_a_complaint_about_the_centre_that_takes_in_goes_to_the_one_above(
    city: City, cast: Cast, workflows: None
) -> None:
    matter = complaint(city.centre(TOWNSHIP))
    assert matter.unit == city.centre(COUNTY)
    assert not sees(cast["intake_officer"].viewer, matter)
    assert sees(cast["county_intake_officer"].viewer, matter)


def test_it_is_never_handed_to_the_accused(city: City, cast: Cast, workflows: None) -> None:
    accused = city.unit("village_committee-410105002012")
    matter = complaint(accused)
    for select in ("any", "below"):
        assert accused not in units_within(matter, select)
    assert not posts_within(matter).filter(unit=accused).exists()
    with pytest.raises(Invalid):
        act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})


def test_nobody_is_charged_with_it_who_left_the_accused(city: City, cast: Cast, workflows: None) -> None:
    leader, there = cast["township_leader"], cast["township_mediator"].post
    also = NewPost(
        user_id=leader.user.pk, unit_id=there.unit_id, role=there.role, name="郑建华", paths=[TOWNSHIP]
    )
    second = appoint(actor=TEST, new=also)
    matter, other = complaint(leader.post.unit), complaint(city.unit("housing-410105"))
    end_post(actor=TEST, post_id=leader.post.pk)
    with clock.turned(shift=timedelta(days=1)):
        assert second in posts_within(other)
        assert second not in posts_within(matter)


def test_nobody_is_charged_with_it_who_stands_in_for_the_accused_by_another_post(
    city: City, cast: Cast, workflows: None
) -> None:
    accused, here = cast["township_leader"].post, cast["township_mediator"]
    also = NewPost(
        user_id=here.user.pk,
        unit_id=city.centre(COUNTY).pk,
        role="intake_officer",
        name="周敏",
        paths=[COUNTY],
    )
    second = appoint(actor=TEST, new=also)
    matter = complaint(accused.unit)
    assert here.post in posts_within(matter)
    now = clock.now()
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    substitute(actor=TEST, post_id=accused.pk, substitute_id=second.pk, **leave)
    with clock.turned(to=now + timedelta(hours=1)):
        assert here.post not in posts_within(matter)


def test_it_is_carried_past_the_accused_above(city: City, cast: Cast, workflows: None) -> None:
    matter = complaint(city.centre(COUNTY))
    assert matter.unit == city.centre(TOWNSHIP)
    act(cast["intake_officer"].viewer, matter, "escalate", {"reason": "涉及区综治中心"})
    assert matter.unit == city.centre("4101")


def test_no_notice_tells_of_it(city: City, cast: Cast, workflows: None) -> None:
    complaint(city.unit(f"government-{TOWNSHIP}"))
    complaint(city.centre(TOWNSHIP))
    react()
    told = set(Notice.objects.values_list("recipient", flat=True))
    assert cast["intake_officer"].viewer.key in told
    assert Notice.objects.filter(recipient=cast["intake_officer"].viewer.key).count() == 1
    assert cast["township_leader"].viewer.key not in told


def test_a_tie_to_it_does_not_tell_the_accused_its_number(city: City, cast: Cast, workflows: None) -> None:
    hidden = complaint(city.unit("village_committee-410105002012"))
    plain = registered().matter
    intake, secretary = cast["intake_officer"].viewer, cast["village_secretary"].viewer
    act(intake, plain, "relate", {"number": hidden.number, "relation": "repeat_of"})

    def told(viewer: Viewer) -> str:
        found = find_matter(viewer, plain.number)
        assert found is not None
        words = [detail.value for item in timeline(viewer, found) for detail in item.details]
        return str(words) + str(surroundings(viewer, found).related)

    assert hidden.number in told(intake)
    assert hidden.number not in told(secretary)


def test_no_act_is_open_to_the_accused(city: City, cast: Cast, workflows: None) -> None:
    matter = complaint(city.unit("village_committee-410105002012"))
    with pytest.raises(NotFound):
        act(cast["village_secretary"].viewer, matter, "note", {"note": "看看"})
    assert "note" in {action.code for action in allowed_actions(cast["intake_officer"].viewer, matter)}


def test_who_registers_one_against_their_own_unit_gets_no_link_to_follow_it_by(
    city: City, cast: Cast, workflows: None, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    doors, accused = Doors(cast["intake_officer"]), city.centre(TOWNSHIP)
    sent = {"concealed": "on", "respondent_unit": accused.name, "channel": "visit"}
    shown = doors.at_desk({"text": "反映综治中心推诿。"}, **sent).content.decode()
    body = {"channel": "visit", "concealed": True, "respondent_unit": accused.code}
    told = doors.staff_api({"text": "反映综治中心拖延。"}, **body).json()
    at_desk, by_api = Matter.objects.order_by("pk")
    assert at_desk.number in shown
    assert told["number"] == by_api.number
    assert "/t/" not in shown
    assert told["token"] == ""
    for matter in (at_desk, by_api):
        assert (matter.concealed, matter.shown_digest) == (True, None)
        assert doors.desk.get(f"/desk/matters/{matter.number}/").status_code == 404
    # Against others they get one, as for any matter.
    others = {**body, "respondent_unit": city.unit(f"government-{TOWNSHIP}").code}
    token = doors.staff_api({"text": "反映街道办拖延。"}, **others).json()["token"]
    assert Client().get(f"/t/{token}/").status_code == 200
