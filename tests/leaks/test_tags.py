"""The leak matrix, tags: a word of what one may not see is met nowhere: no page, suggestion, filter or API."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.ledger_queries import Criteria, count_of, ledger_ways
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.tag import tag
from sanling.domain.tags.actions.untag import untag
from sanling.domain.tags.queries import words_used
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import registered
from tests.interfaces.doors import signed_in, token_of
from tests.leaks.test_concealed import complaint
from tests.leaks.test_rows import STRANGERS, WITHOUT_MATTERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
WORD = "极密之词"


def doors(number: str, pk: int) -> Iterator[str]:
    """Yield the addresses at which something of the tags of a matter may be read."""
    yield from (f"/desk/matters/{number}/", f"/desk/matters/{number}/tags/")
    yield from (f"/desk/matters/?tag={WORD}&col=tags&col=number", "/desk/matters/?col=tags", "/desk/")
    yield from ("/desk/find/tag/?q=", "/desk/find/tag/?q=极", f"/desk/find/tag/?recent={WORD}")
    yield from (f"/desk/search/?q={WORD}", "/desk/views/", "/desk/rules/")
    yield from (f"/api/v1/matters/{number}/tags", f"/api/v1/matters/{number}", f"/api/v1/matters?tag={WORD}")


def met(player: Player, number: str, pk: int) -> list[str]:
    """Return where somebody meets the word, beside the box in which it was typed, or the matter by it."""
    browser = signed_in(player)
    bearer: Any = {"headers": {"Authorization": f"Bearer {token_of(player)}"}}
    found = []
    for address in doors(number, pk):
        answer = Client().get(address, **bearer) if "/api/" in address else browser.get(address)
        shown = answer.content.decode().replace(f'value="{WORD}"', "").replace(f"tag%3D{WORD}", "")
        if answer.status_code == 200 and (f">{WORD}<" in shown or f'"{WORD}"' in shown or number in shown):
            found.append(address)
    return found


@pytest.fixture(autouse=True)
def plain(settings: Any) -> None:
    """Let the browsers go without TLS."""
    settings.SECURE_SSL_REDIRECT = False


@pytest.mark.parametrize("who", [*STRANGERS, *WITHOUT_MATTERS])
def test_for_a_stranger_a_tag_is_nowhere(cast: Cast, who: str) -> None:
    matter = registered().matter
    kept = tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word=WORD)
    assert met(cast["intake_officer"], matter.number, kept.pk)
    assert met(cast[who], matter.number, kept.pk) == []


def test_a_unit_complained_of_meets_no_tag_of_the_complaint_not_even_its_own_word(cast: Cast) -> None:
    matter, officer = complaint(cast["intake_officer"].post.unit), cast["intake_officer"]
    kept = tag(actor=SystemActor("demo"), matter_id=matter.pk, word=WORD)
    type(kept).objects.update(unit=officer.post.unit)
    assert met(officer, matter.number, kept.pk) == []
    assert words_used(officer.viewer, "", 12) == []


@pytest.mark.parametrize("level", [1, 2])
def test_a_tag_of_what_was_made_confidential_is_gone_for_who_is_not_cleared(cast: Cast, level: int) -> None:
    matter, worker = registered().matter, cast["grid_worker" if level == 1 else "intake_officer"]
    kept = tag(actor=SystemActor("demo"), matter_id=matter.pk, word=WORD)
    type(kept).objects.update(unit=worker.post.unit)
    matter.assignments.create(kind="main", unit=worker.post.unit, post=worker.post, begun_at=clock.now())
    assert met(worker, matter.number, kept.pk)
    Matter.objects.filter(pk=matter.pk).update(confidentiality=level)
    assert met(worker, matter.number, kept.pk) == []
    ways = ledger_ways(worker.viewer, Criteria(of_rooms={"tag": WORD}), clock.now())
    assert count_of(ways, 10) == 0


def test_residents_and_the_audit_log_meet_no_word(cast: Cast) -> None:
    made = registered()
    tag(actor=cast["intake_officer"].viewer, matter_id=made.matter.pk, word=WORD)
    untag(actor=cast["intake_officer"].viewer, matter_id=made.matter.pk, word=WORD)
    tag(actor=cast["intake_officer"].viewer, matter_id=made.matter.pk, word=WORD)
    page = Client().get(f"/t/{made.token}/")
    assert page.status_code == 200
    assert WORD not in page.content.decode()
    assert not [row for row in AuditRow.objects.all() if WORD in str(row.detail) + row.subject]
    assert WORD not in signed_in(cast["auditor"]).get("/desk/audit/").content.decode()


def test_putting_and_taking_tell_a_stranger_as_little_as_of_what_never_was(cast: Cast) -> None:
    matter = registered().matter
    kept = tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word=WORD)
    stranger = signed_in(cast["sibling_township_intake"])
    for number in (matter.number, "ZZ-260101-00001-0"):
        assert stranger.post(f"/desk/matters/{number}/tags/", {"tag": WORD}).status_code == 404
        assert stranger.post(f"/desk/matters/{number}/tags/{kept.pk}/off/").status_code == 404
