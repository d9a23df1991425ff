"""A rule comes to what is over, old enough and of its kind, is held by nobody and stands beside nothing open."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from sanling.domain.matters.models import Attachment, Entry, Matter, Party, Rating, Relation
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile
from sanling.interfaces.console.retention import command
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.models import Tombstone
from sanling.processes.retention.queries import extent
from tests.city import CITY, TEST
from tests.domain.matters.helpers import registered
from tests.processes.retention.over import RULE, YEARS, end, forget_later

pytestmark = pytest.mark.django_db


def everything_of(matter: Matter) -> str:
    """Return all that is stored of a matter, as text."""
    rows: list[object] = [
        *Matter.objects.filter(pk=matter.pk).values(),
        *Entry.objects.filter(matter=matter).values(),
        *Party.objects.filter(matter=matter).values(),
        *Rating.objects.filter(matter=matter).values(),
        *Attachment.objects.filter(entry__matter=matter).values(),
        *StoredFile.objects.values(),
    ]
    return str(rows)


def test_what_is_open_too_young_or_of_another_kind_is_kept(cast: dict[str, Player], workflows: None) -> None:
    still_open, young, other = (registered().matter for _ in range(3))
    end(young)
    end(other)
    Matter.objects.filter(pk=young.pk).update(ended_at=clock.now() + timedelta(days=9))
    hazards = RULE.model_copy(update={"kinds": ("hazard",)})
    assert forget_later(hazards).matters == 0
    with clock.turned(to=clock.now().replace(year=clock.now().year + 5) + timedelta(days=1)):
        assert forget(actor=TEST, city=CITY, rule=RULE).matters == 1
    assert Matter.objects.get(pk=other.pk).text == ""
    assert Matter.objects.get(pk=still_open.pk).text
    assert Matter.objects.get(pk=young.pk).text


def test_a_matter_beside_an_open_one_waits_for_it(cast: dict[str, Player], workflows: None) -> None:
    first, review = registered().matter, registered().matter
    end(first)
    entry = Entry.objects.filter(matter=review).get()
    Relation.objects.create(matter=review, other=first, kind=Relation.Kind.REVIEW_OF, entry=entry)
    assert forget_later().matters == 0
    end(review)
    assert forget_later().matters == 2


def test_counting_changes_nothing_and_is_what_happens_unless_told(ended: tuple[Matter, str]) -> None:
    matter, _token = ended
    before = everything_of(matter)
    with clock.turned(shift=2 * YEARS):
        done = CliRunner().invoke(command, catch_exceptions=False)
        found = extent(city=CITY, rule=RULE, now=clock.now())
    assert "long (after 10 years: parties, texts, files): 1 parties and 1 files" in done.output
    assert "Nothing was changed." in done.output
    assert (found.matters, found.parties, found.files) == (1, 1, 1)
    assert everything_of(matter) == before
    assert not Tombstone.objects.exists()
