"""Figures of a random city, drafted and published by the cast."""

from random import Random
from typing import Any

from sanling.domain.indicators.queries import Asked, By, indicators
from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from sanling.domain.publications.actions.draft import Printed, draft
from sanling.domain.publications.actions.publish import publish
from sanling.domain.publications.models import Publication
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.subjects.models import Subject
from tests.city import CITY, TEST, City
from tests.domain.recognition.random_city import FIRST, make_incidents, make_subjects

Cast = dict[str, Player]


def judge(city: City, seed: int = 7, count: int = 30) -> list[Subject]:
    """Judge a month of a random city, and return its subjects."""
    random = Random(seed)
    publish_standard(actor=TEST, profile=city.profile)
    subjects = make_subjects(random, count)
    make_incidents(random, subjects, count)
    evaluate(city=CITY, month=FIRST)
    return subjects


def asked(place: str = CITY, by: By = By.PLACE, **other: Any) -> Asked:
    """Return the question of how many kept all zeros in the month that was judged."""
    return Asked(indicators(CITY)["met"], FIRST, place, by, **other)


def drafted(
    cast: Cast, of: Asked | None = None, who: str = "city_peace_officer", **other: Any
) -> Publication:
    """Draft a ranking."""
    said = Printed(**{"ranked": True, "title": "2026年7月达标率排名", **other})
    return draft(actor=cast[who].viewer, asked=of or asked(), printed=said)


def published(cast: Cast, of: Asked | None = None, *, by: str = "city_leader", **other: Any) -> Publication:
    """Draft a ranking, and have somebody else publish it."""
    return confirm(cast[by].viewer, drafted(cast, of, **other))


def confirm(viewer: Viewer, publication: Publication) -> Publication:
    """Publish a draft as somebody who has read it."""
    return publish(actor=viewer, publication_id=publication.pk, shown=publication.shown)
