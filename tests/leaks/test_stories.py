"""A subject's story tells nobody of what they may not open: of no matter, incident, warning or recognition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django.test.utils import CaptureQueriesContext

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.models import Incident
from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.actions.hang_at_subjects import hang_at_subjects
from sanling.domain.subjects.models import Subject
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.days import today
from sanling.interfaces.desk.subjects.story import MOST
from sanling.processes.reactions import react
from tests.city import City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.matters.helpers import registered
from tests.domain.recognition.warned import judged, settle, subject, warn_by
from tests.domain.recognition.yearly import opened
from tests.domain.subjects.helpers import code_of, put, said
from tests.interfaces.api.conftest import system_of
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@dataclass(frozen=True)
class Scene:
    """A company, and all that its story could tell: by whom it is told, of each what is told nobody else."""

    company: Subject
    petition: Incident
    accident: Incident
    open_to_many: Matter
    confidential: Matter
    warning: Matter
    recognition: Matter

    def sights(self, viewer: Viewer) -> Iterator[tuple[Model, str, bool]]:
        """Yield each row, where it opens, and whether a viewer may see it."""
        seen: QuerySet[Matter] = visible_matters(viewer)
        for matter in (self.open_to_many, self.confidential, self.warning, self.recognition):
            yield matter, f"/desk/matters/{matter.number}/", seen.filter(pk=matter.pk).exists()
        for incident in (self.petition, self.accident):
            may = visible_incidents(viewer).filter(pk=incident.pk).exists()
            yield incident, f"/desk/incidents/{incident.pk}/", may


@pytest.fixture
def scene(city: City, cast: Cast) -> Scene:
    """Give a company in the cast's village with something of each sort."""
    warn_by(city)
    company = subject()
    hang_at_subjects(actor=cast["intake_officer"].viewer, type="company", within="4101")
    code = CodePoint.objects.get(of=company.code).code
    open_to_many, confidential = (
        registered(scanned_code=code, text=f"{words}，多次反映无人处理。").matter
        for words in ("厂门口夜间噪声很大", "厂里有人私下议论")
    )
    Matter.objects.filter(pk=confidential.pk).update(confidentiality=3)
    judged()
    petition, injured = record(
        visit(answers_id=company.pk), accident(site_id=company.pk, answers_id=company.pk)
    )
    react()
    settle()
    warning = Matter.objects.get(colour_warning__subject=company)
    return Scene(company, petition, injured, open_to_many, confidential, warning, opened(company))


def test_what_is_told_opens_and_what_does_not_open_is_not_told(scene: Scene, cast: Cast) -> None:
    told, kept = Counter[str](), Counter[str]()
    # Whoever is no longer in office sees nothing, and works at no desk.
    for who, player in cast.items():
        if who.startswith("former_"):
            continue
        if not visible_subjects(player.viewer).filter(pk=scene.company.pk).exists():
            continue
        browser = signed_in(player)
        page = browser.get(f"/desk/subjects/{scene.company.pk}/")
        if page.status_code == 302:
            # Its role works with a second factor alone.
            continue
        links = {event.url for event in page.context["card"].story.events if event.url}
        sights = list(scene.sights(player.viewer))
        assert links == {address for _row, address, may in sights if may}, who
        for row, address, may in sights:
            (told if may else kept)[address] += 1
            assert browser.get(address).status_code == (200 if may else 404), (who, address)
            assert may or address not in page.content.decode(), (who, address)
            # Of a warning the number is told; the titles of all but reports are the subject's name.
            if isinstance(row, Matter) and row != scene.warning and not may:
                assert row.number not in page.content.decode(), (who, address)
            if isinstance(row, Matter) and row.scanned_code and not may:
                assert row.title not in page.content.decode(), (who, address)
    # Something of each sort is told to some and kept from others who see the subject.
    addresses = {f"/desk/matters/{scene.open_to_many.number}/", f"/desk/incidents/{scene.petition.pk}/"}
    assert addresses <= set(told), told
    assert {f"/desk/matters/{scene.confidential.number}/", f"/desk/incidents/{scene.petition.pk}/"} <= set(
        kept
    ), kept


def test_how_far_a_warning_is_stands_there_for_who_opens_it(scene: Scene, cast: Cast) -> None:
    page = signed_in(cast["peace_officer"]).get(f"/desk/subjects/{scene.company.pk}/")
    stands = {event.url: event.stands for event in page.context["card"].story.events}
    assert stands[f"/desk/matters/{scene.warning.number}/"]
    assert stands[f"/desk/matters/{scene.recognition.number}/"]
    days = [event.day for event in page.context["card"].story.events]
    assert days == sorted(days, reverse=True)


def test_on_a_past_day_it_tells_what_was_known_then(scene: Scene, cast: Cast) -> None:
    browser, address = signed_in(cast["city_peace_officer"]), f"/desk/subjects/{scene.company.pk}/"
    matters = (scene.open_to_many, scene.confidential, scene.warning, scene.recognition)
    yesterday = today() - timedelta(days=1)
    Matter.objects.filter(pk=scene.warning.pk).update(registered_at=clock.now() - timedelta(days=2))
    page = browser.get(f"{address}?on={yesterday}")
    events = page.context["card"].story.events
    assert all(event.day <= yesterday and not event.stands for event in events)
    told = [event for event in events if event.url.startswith("/desk/matters/")]
    assert [event.words for event in told] == [f"预警 {scene.warning.number}"]
    page = browser.get(f"{address}?on={today()}")
    told = [event for event in page.context["card"].story.events if event.url]
    assert {event.url for event in told} >= {f"/desk/matters/{matter.number}/" for matter in matters[2:]}


def test_the_ledgers_behind_it_hold_what_is_of_the_subject_alone(scene: Scene, cast: Cast) -> None:
    (put_other,) = put(said(code_of(7), "company", fields={"industry": "物业服务"}, sector="housing"))
    other = put_other.subject
    record(accident(site_id=other.pk, answers_id=other.pk))
    browser = signed_in(cast["city_peace_officer"])
    for family, matter in (("warning", scene.warning), ("recognition", scene.recognition)):
        for company, holds in ((scene.company, True), (other, False)):
            page = browser.get(f"/desk/matters/?family={family}&subject={company.code}").content.decode()
            assert (matter.number in page) is holds, (family, company)
    happened = [
        browser.get(f"/desk/ledgers/incidents/?subject={company.code}").context["shown"].rows
        for company in (scene.company, other)
    ]
    assert [len(rows) for rows in happened] == [2, 1]
    program = system_of(cast["city_peace_officer"])
    for query, length in (
        ("matters?family=warning&", 1),
        ("matters?family=recognition&", 1),
        ("incidents?", 2),
    ):
        assert len(program.get(f"/{query}subject={scene.company.code}").json()["items"]) == length
    assert program.get(f"/matters?family=warning&subject={other.code}").json()["items"] == []
    scanned = browser.get(f"/desk/matters/?subject={scene.company.code}").content.decode()
    assert scene.open_to_many.number in scanned


def test_it_costs_the_same_however_much_there_is_to_tell(scene: Scene, cast: Cast) -> None:
    browser, address = signed_in(cast["peace_officer"]), f"/desk/subjects/{scene.company.pk}/"

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            shown = browser.get(address)
        assert len(shown.context["card"].story.events) <= MOST
        return len(seen)

    cost()
    few = cost()
    Matter.objects.filter(pk=scene.confidential.pk).update(confidentiality=0)
    record(*(visit(answers_id=scene.company.pk) for _nth in range(MOST)))
    story = browser.get(address).context["card"].story
    assert (len(story.events), story.is_cut) == (MOST, True)
    assert f"/desk/ledgers/incidents/?subject={scene.company.code}" in dict(story.ledgers).values()
    assert cost() == few <= 27
