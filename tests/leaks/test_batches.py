"""What became of a batch is told to whoever ordered it, while they reach as they did then."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.matters.over_lists import acts_over_lists
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.batches.actions.order import order_batch
from sanling.processes.batches.models import Batch
from sanling.processes.batches.work import work_off
from tests.city import TEST, TOWNSHIP
from tests.domain.matters.helpers import registered
from tests.leaks.test_concealed import complaint
from tests.leaks.test_standing_in import ELSEWHERE, signed_in, standing_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]


def ordered(player: Player, *matters: Matter) -> Batch:
    picked = {matter.pk: matter.version for matter in matters}
    return order_batch(actor=player.viewer, verb="accept", charged=None, picked=picked, language="zh-hans")


def test_a_batch_ordered_in_anothers_place_is_done_and_told_while_the_leave_lasts(
    cast: Cast, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    there, later = (registered(division=ELSEWHERE).matter for _nth in range(2))
    here, away = cast["intake_officer"], cast["sibling_township_intake"]
    browser = signed_in(here)
    with standing_in(away, here):
        first, second = ordered(here, there), ordered(here, later)
        work_off(str(first.pk))
        address = f"/desk/batches/{first.pk}/"
        assert there.number in browser.get(address).content.decode()
    with clock.turned(shift=timedelta(seconds=2)):
        work_off(str(second.pk))
        assert browser.get(address).status_code == 404
        assert address not in browser.get("/desk/batches/").content.decode()
    assert [batch.picks.get().done for batch in (first, second)] == [True, False]


def test_the_results_are_not_had_by_who_has_come_to_the_accused_since(cast: Cast, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    here, accused = cast["intake_officer"], cast["township_leader"].post
    matter = complaint(accused.unit)
    batch = ordered(here, matter)
    work_off(str(batch.pk))
    browser, address = signed_in(here), f"/desk/batches/{batch.pk}/"
    browser.post("/desk/posts/", {"post": here.post.pk})
    assert browser.get(address).status_code == 200
    also = NewPost(
        user_id=here.user.pk, unit_id=accused.unit_id, role=accused.role, name="x", paths=[TOWNSHIP]
    )
    appoint(actor=TEST, new=also)
    assert browser.get(address).status_code == 404


def test_nobody_elses_batch_is_there(cast: Cast, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    batch = ordered(cast["intake_officer"], registered().matter)
    for other in ("centre_director", "county_intake_officer", "mediator"):
        assert signed_in(cast[other]).get(f"/desk/batches/{batch.pk}/").status_code == 404


def test_what_was_picked_without_being_seen_is_neither_acted_on_nor_named(cast: Cast, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    unseen, seen = registered(division=ELSEWHERE).matter, registered().matter
    here = cast["intake_officer"]
    batch = ordered(here, unseen, seen)
    work_off(str(batch.pk))
    page = signed_in(here).get(f"/desk/batches/{batch.pk}/").content.decode()
    assert seen.number in page
    assert unseen.number not in page
    unseen.refresh_from_db()
    assert unseen.version == 1
    assert list(batch.picks.values_list("matter", flat=True)) == [seen.pk]


@pytest.mark.parametrize("verb", sorted(acts_over_lists()))
def test_the_form_of_an_act_tells_nothing_of_what_was_picked_without_being_seen(
    cast: Cast, settings: Any, verb: str
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    unseen, nobodys = registered(division=ELSEWHERE).matter.pk, 2**31
    browser = signed_in(cast["intake_officer"])

    def asked(pk: int) -> str:
        sent = {"act": verb, "key": "k", "tab": "mine", "family": "reported", "pick": f"{pk}:1"}
        page = browser.post("/desk/inbox/batch/", sent).content.decode()
        return re.sub(rf'"\w{{64}}"|nonce="[^"]*"|{pk}:1', "", page)

    assert asked(unseen) == asked(nobodys)
