"""On its link a side learns of its sittings, answers, is told what comes before, and confirms the minutes."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from sanling.domain.mediation.actions.plan_sitting import plan_sitting
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.models import (
    Attestation,
    Correction,
    Preparation,
    RecordingConsent,
    Reply,
    Side,
)
from sanling.foundation.delivery import sms
from tests.domain.mediation.agreed import STROKES
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE
from tests.domain.mediation.sitting import PLACE, WORDS, a_plan, held, planned, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def link_of(cast: Cast, side: Side) -> str:
    """Return the address of a side's page."""
    return f"/side/{print_link(actor=cast['mediator'].viewer, side_id=side.pk)}/"


def send(client: Client, url: str, what: str, **typed: Any) -> int:
    """Send one of the forms of a page."""
    return client.post(url, {"what": what, "key": f"{what}-0123456789abcdef", **typed}).status_code


def test_a_side_answers_and_settles_what_is_its_own(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    _matter, first, other, sitting = planned(cast)
    link = link_of(cast, other)
    assert "下一次调解会" in client.get(link).content.decode()
    url = f"{link}sittings/"
    page = client.get(url).content.decode()
    assert PLACE in page
    assert "王小明" not in page
    assert send(client, url, f"reply-{sitting.pk}", answer="stays_away") == 422
    for _twice in range(2):
        assert send(client, url, f"reply-{sitting.pk}", answer="ill", text="发烧") == 302
    assert send(client, url, f"consent-{sitting.pk}", consent="records") == 302
    assert send(client, url, "warning") == 302
    assert send(client, url, "address", text="") == 422
    assert send(client, url, "address", text="文化路1号") == 302
    assert send(client, url, "nonsense") == 302
    assert send(client, url, "reply-999999999999999999999", answer="") == 422
    assert Reply.objects.get().reason == "ill"
    assert RecordingConsent.objects.get().side == other
    assert {fact.kind for fact in Preparation.objects.all()} == {"warning", "address"}
    with django_assert_max_num_queries(22):
        page = client.get(url).content.decode()
    assert "您不能参加" in page
    mine = client.get(f"{link_of(cast, first)}sittings/").content.decode()
    for secret in ("发烧", "文化路1号", "您不能参加"):
        assert secret not in mine


def test_a_side_knows_nothing_of_a_sitting_with_the_other_alone(cast: Cast, client: Client) -> None:
    matter, first, other, _both = planned(cast)
    plan = a_plan(first, days=6, place="单独约谈处")
    alone = plan_sitting(actor=cast["mediator"].viewer, matter_id=matter.pk, plan=plan)
    url = f"{link_of(cast, other)}sittings/"
    assert "单独约谈处" not in client.get(url).content.decode()
    assert client.get(f"{url}{alone.pk}/sitting.ics").status_code == 404
    assert send(client, url, f"reply-{alone.pk}", answer="") == 422


def test_the_file_for_calendars_is_the_sides_own(cast: Cast, client: Client) -> None:
    _matter, first, other, sitting = planned(cast)
    sitting.attendances.filter(side=other).update(mode="by_phone")
    mine, theirs = (
        client.get(f"{link_of(cast, side)}sittings/{sitting.pk}/sitting.ics").content.decode()
        for side in (first, other)
    )
    assert PLACE in mine
    assert PLACE not in theirs
    assert "李大山" not in mine


def test_a_side_that_was_there_confirms_and_corrects_the_minutes(cast: Cast, client: Client) -> None:
    _matter, first, other, sitting = held(cast)
    minutes = written(cast, sitting)
    link = link_of(cast, other)
    url = f"{link}sittings/{sitting.pk}/minutes/"
    page = client.get(url).content.decode()
    assert WORDS in page
    (digest,) = set(re.findall(r'name="digest" value="([0-9a-f]{64})"', page))
    assert digest == bytes(minutes.digest or b"").hex()
    assert send(client, url, "sign", digest="00", strokes=json.dumps(STROKES)) == 422
    assert send(client, url, "sign", digest=digest, strokes=json.dumps(STROKES)) == 302
    assert Attestation.objects.get().name == "李大山"
    assert "已于" in client.get(url).content.decode()
    assert send(client, url, "correct", text="") == 422
    assert send(client, url, "correct", text="金额有误") == 302
    assert Correction.objects.get().side == other
    first_url = f"{link_of(cast, first)}sittings/{sitting.pk}/minutes/"
    assert "金额有误" in client.get(first_url).content.decode()


def test_minutes_are_confirmed_by_a_code(cast: Cast, client: Client, settings: Any) -> None:
    _matter, _first, other, sitting = held(cast)
    minutes = written(cast, sitting)
    settings.DEMO = True
    url = f"{link_of(cast, other)}sittings/{sitting.pk}/minutes/"
    assert client.post(url, {"what": "ask_code"}).status_code == 302
    digest = bytes(minutes.digest or b"").hex()
    assert send(client, url, "code", digest=digest, code="000000x") == 422
    assert send(client, url, "code", digest=digest, code=sms.current_code(OTHER_PHONE)) in (302, 422)
    kept = client.post(
        url,
        {
            "what": "code",
            "key": "once-more-0123456789",
            "digest": digest,
            "code": sms.current_code(OTHER_PHONE),
        },
    )
    assert kept.status_code == 302
    assert Attestation.objects.get().way == "code"


def test_who_stayed_away_reads_no_minutes(cast: Cast, client: Client) -> None:
    _matter, _first, other, sitting = held(cast)
    written(cast, sitting)
    sitting.attendances.filter(side=other).update(came_by="", missed_for="ill")
    link = link_of(cast, other)
    assert client.get(f"{link}sittings/{sitting.pk}/minutes/").status_code == 404
    assert "minutes/" not in client.get(f"{link}sittings/").content.decode()
