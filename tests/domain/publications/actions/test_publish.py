"""What one person drafted a second publishes, as it was read; from then on nothing changes it."""

from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sanling.domain.people.access import viewer_for
from sanling.domain.publications.actions.publish import ShownOtherwise, publish
from sanling.domain.publications.drafts import AlreadyReplaced
from sanling.domain.publications.models import Line, Publication
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.subjects.models import Subject
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from tests.city import CITY, COUNTY
from tests.domain.publications.helpers import Cast, asked, confirm, drafted, published
from tests.domain.recognition.random_city import FIRST, make_incidents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def test_a_second_person_publishes_and_the_first_is_told(cast: Cast) -> None:
    made = confirm(cast["city_leader"].viewer, drafted(cast))
    assert made.number == 1
    assert confirm(cast["city_leader"].viewer, drafted(cast)).number == 2
    told = Notice.objects.filter(code="publications.published").values_list("recipient", flat=True)
    assert cast["city_peace_officer"].viewer.key in told
    assert AuditRow.objects.filter(act="publications.publish", subject=f"publication:{made.pk}").exists()


def test_nobody_publishes_what_they_drafted_by_whichever_post(cast: Cast) -> None:
    made = drafted(cast)
    leader = cast["city_leader"].post
    leader.user = cast["city_peace_officer"].user
    leader.save()
    viewer = viewer_for(leader)
    assert viewer is not None
    with pytest.raises(PermissionDenied):
        confirm(viewer, made)


@pytest.mark.parametrize("who", ["city_peace_officer", "city_petition_officer"])
def test_who_drafts_does_not_publish(cast: Cast, who: str) -> None:
    made = drafted(cast)
    with pytest.raises((PermissionDenied, Publication.DoesNotExist)):
        confirm(cast[who].viewer, made)


@pytest.mark.parametrize("who", ["county_leader", "township_leader", "auditor", "grid_worker"])
def test_drafts_of_above_are_nobodys_below(cast: Cast, who: str) -> None:
    made = drafted(cast)
    with pytest.raises(Publication.DoesNotExist):
        confirm(cast[who].viewer, made)


def test_a_department_does_not_publish_what_another_drafted(cast: Cast) -> None:
    made = drafted(cast, asked(COUNTY), who="peace_officer")
    with pytest.raises(Publication.DoesNotExist):
        confirm(cast["department_leader"].viewer, made)


def test_only_what_was_read_is_published(cast: Cast) -> None:
    made = drafted(cast)
    with pytest.raises(ShownOtherwise):
        publish(actor=cast["city_leader"].viewer, publication_id=made.pk, shown="0" * 64)


def test_one_correction_replaces_and_both_stay(cast: Cast) -> None:
    old = published(cast)
    first, second = drafted(cast, replaces=old.pk, reason="一"), drafted(cast, replaces=old.pk, reason="二")
    confirm(cast["city_leader"].viewer, first)
    with pytest.raises(AlreadyReplaced):
        confirm(cast["city_leader"].viewer, second)
    assert set(Publication.objects.exclude(published_at=None)) == {old, first}


def test_the_database_itself_refuses_to_change_what_is_published(cast: Cast) -> None:
    made = published(cast)
    lines = Line.objects.filter(publication=made)
    for change in (
        lambda: Publication.objects.filter(pk=made.pk).update(title="另"),
        lambda: lines.update(numerator=0),
        lines.delete,
        lambda: Line.objects.create(
            publication=made,
            position=999,
            whole=False,
            name={},
            numerator=1,
            denominator=1,
            open=0,
            groups={},
            before=[0, 0],
            last_year=[0, 0],
        ),
        made.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_afterwards_what_is_printed_stays(cast: Cast, seed: int) -> None:
    random = Random(seed)
    of = asked(deep=random.choice((0, 9, 12)), group=random.choice(("", "places", "institutions")))
    made = published(cast, of, ranked=random.random() < 0.5)
    before, shown = [line.printed for line in made.lines.all()], made.shown
    subjects = list(Subject.objects.all())
    for _round in range(3):
        make_incidents(random, subjects, 10)
        evaluate(city=CITY, month=FIRST)
        again = Publication.objects.get(pk=made.pk)
        assert [line.printed for line in again.lines.all()] == before
        assert again.shown == shown
