"""A bulletin is drafted by one person, published by a second, and frozen from then on; a correction replaces it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction

from sanling.domain.publications.access import may_publish, visible_publications
from sanling.domain.publications.actions.draft import NothingCounted
from sanling.domain.publications.actions.publish import publish
from sanling.domain.publications.drafts import AlreadyReplaced, Contradicts
from sanling.domain.publications.models import Publication
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.figures.actions.draft_bulletin import Heading, draft_bulletin
from sanling.processes.figures.bulletins.contents import MONTHLY
from sanling.processes.figures.periods import read_period
from tests.city import CITY
from tests.processes.figures.bulletins.helpers import Cast, drafted, published
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]


def test_one_drafts_and_a_second_publishes(cast: Cast) -> None:
    made = drafted(cast)
    assert (made.sort, made.published_at) == (MONTHLY, None)
    assert Notice.objects.filter(code="publications.waits", recipient=cast["city_leader"].viewer.key).exists()
    assert AuditRow.objects.filter(act="publications.draft", subject=f"publication:{made.pk}").exists()
    assert not may_publish(cast["city_peace_officer"].viewer, made)
    assert may_publish(cast["city_leader"].viewer, made)
    stands = publish(actor=cast["city_leader"].viewer, publication_id=made.pk, shown=made.shown)
    assert stands.number == 1
    assert visible_publications(cast["township_leader"].viewer).filter(pk=made.pk).exists()


def test_what_is_published_stays_as_printed(cast: Cast) -> None:
    made = published(cast)
    changes: tuple[dict[str, Any], ...] = ({"contents": {}}, {"title": "x"})
    for change in changes:
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            Publication.objects.filter(pk=made.pk).update(**change)


def test_what_is_read_is_what_is_published(cast: Cast) -> None:
    made = drafted(cast)
    shown = made.shown
    Publication.objects.filter(pk=made.pk).update(contents={**made.contents, "hidden": ["open"]})  # type: ignore[dict-item]
    assert Publication.objects.get(pk=made.pk).shown != shown


def test_a_draft_that_was_made_to_contradict_is_not_published(cast: Cast) -> None:
    made = drafted(cast)
    contents = dict(made.contents or {})
    contents["whole"]["registered"][1][0] += 9
    made.contents = contents
    made.save(update_fields=["contents"])
    with pytest.raises(Contradicts):
        publish(actor=cast["city_leader"].viewer, publication_id=made.pk, shown=made.shown)


def test_a_correction_replaces_what_it_corrects_once(cast: Cast) -> None:
    made = published(cast)
    again = published(cast, title="更正", replaces=made.pk, reason="补录")
    assert again.replaces == made
    with pytest.raises(AlreadyReplaced):
        drafted(cast, replaces=made.pk, reason="再补录")


@pytest.mark.parametrize("written", ["2026-Q4", "2027-01", "1999-01"])
def test_only_a_month_in_which_something_happened_is_drafted(cast: Cast, written: str) -> None:
    with pytest.raises(NothingCounted):
        draft_bulletin(
            actor=cast["city_peace_officer"].viewer,
            place=CITY,
            month=read_period(written),
            heading=Heading(title="x"),
        )


@pytest.mark.parametrize("who", ["city_leader", "peace_officer", "mediator", "auditor"])
def test_nobody_else_drafts(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        drafted(cast, who)
