"""That something raised a signal, and what was made of it, is at no door of a side, of those above, in no log."""

from typing import Any

import pytest
from django.test import Client

from sanling.domain.mediation.actions.decide_signal import decide_signal
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.actions.say import say
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides
from tests.interfaces.doors import signed_in, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
WHY, SIGNAL = "已约派出所陪同到场", "提到凶器"


def test_only_who_has_charge_reads_of_it(cast: Cast, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    matter, first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="statement", text="他拿菜刀上门")
    mediator = cast["mediator"].viewer
    decide_signal(actor=mediator, dispute_id=matter.pk, signal="weapons", confirmed=True, reason=WHY)
    react()
    url = f"/desk/matters/{matter.number}/signals/"
    own = signed_in(cast["mediator"]).get(url).content.decode()
    assert WHY in own
    assert SIGNAL in own
    for side in (first, other):
        link = f"/side/{print_link(actor=mediator, side_id=side.pk)}/"
        for page in (link, f"{link}room/", f"{link}agreement/"):
            words = Client().get(page).content.decode()
            assert WHY not in words
            assert SIGNAL not in words
    for who in ("city_leader", "county_leader", "peace_officer", "station_officer", "judge", "auditor"):
        client = signed_in(cast[who])
        for page in (url, f"/desk/matters/{matter.number}/", "/desk/notices/", "/desk/"):
            words = client.get(page).content.decode()
            assert WHY not in words, (who, page)
            assert SIGNAL not in words, (who, page)
        if who != "auditor":
            for address in (f"/api/v1/matters/{matter.number}", f"/api/v1/matters/{matter.number}/timeline"):
                answer = Client().get(address, HTTP_AUTHORIZATION=f"Bearer {token_of(cast[who])}")
                assert WHY not in answer.content.decode()
    logged = str(list(AuditRow.objects.values("act", "subject", "detail")))
    logged += str(list(Notice.objects.values("code", "params")))
    assert WHY not in logged
    assert "菜刀" not in logged
