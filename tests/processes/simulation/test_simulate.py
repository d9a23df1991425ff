"""A simulated city: what COPY wrote is what the models read, and the figures are believable."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from django.db.models import Count

from sanling.domain.matters.actions.register import register
from sanling.domain.matters.models import Attachment, Entry, Matter, Party, Relation, Sequence
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.queries import Tab, inbox_counts
from sanling.domain.matters.timing import refresh
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Outbox
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.text import search_q
from sanling.processes.simulation.invent import Inventor, Recent
from sanling.processes.simulation.life import write
from sanling.processes.simulation.simulate import ACT, simulate, stage_scenes
from tests.city import TEST, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import report
from tests.processes.simulation.comparing import Form, as_invented, as_stored, differences
from tests.processes.simulation.conftest import UNTIL


def fill(city: City, matters: int, **options: object) -> int:
    with clock.turned(to=UNTIL):
        return simulate(profile=city.profile, matters=matters, until=UNTIL, **options)  # type: ignore[arg-type]


def test_what_is_copied_is_what_the_models_read(staffed: City, inventor: Inventor) -> None:
    random, recent = Random(3), Recent()
    lives = [
        inventor.matter(
            number=f"ZZ-261122-{nth:05d}-X",
            at=UNTIL - timedelta(days=90 - nth),
            until=UNTIL,
            village=VILLAGE,
            random=random,
            earlier=recent,
        )
        for nth in range(60)
    ]
    write(lives)
    for life in lives:
        matter = Matter.objects.get(number=life.matter.number)
        assert not list(differences(as_invented(life), as_stored(matter)))
        assert Matter.objects.filter(search_q("search", life.matter.text[:4]), pk=matter.pk).exists()
        before = matter.due_at, matter.warn_at
        refresh(matter, matter.clocks.filter(stopped_at=None))
        assert (matter.due_at, matter.warn_at) == before


def test_persons_are_found_by_their_phones_and_their_phones_ring_nowhere(staffed: City) -> None:
    fill(staffed, 60)
    for party in Party.objects.filter(phone_index__isnull=False):
        assert party.phone.startswith("+86154")
        assert bytes(party.phone_index or b"") == blind_index("phone", party.phone)


def test_numbers_are_valid_and_go_on_where_the_simulation_left_off(staffed: City) -> None:
    fill(staffed, 80, days=3)
    numbers = list(Matter.objects.values_list("number", flat=True))
    assert len(set(numbers)) == 80
    assert all(parse(number) == number for number in numbers)
    day = clock.now().date()
    with clock.turned(to=UNTIL):
        new = register(actor=TEST, report=report()).matter
    assert new.number not in numbers
    assert sum(Sequence.objects.values_list("last", flat=True)) == 81, day


def test_nothing_is_announced_and_one_audit_row_tells_of_it(staffed: City) -> None:
    before = AuditRow.objects.exclude(act="file.store").count()
    fill(staffed, 30)
    assert not Outbox.objects.exists()
    assert AuditRow.objects.exclude(act="file.store").count() == before + 1
    assert AuditRow.objects.get(act=ACT).detail["matters"] == 30


def test_the_figures_come_near_to_the_published_ones(staffed: City) -> None:
    fill(staffed, 1500)
    ended = Matter.objects.filter(kind="dispute").exclude(outcome="")
    assert 0.86 < ended.filter(outcome="settled").count() / ended.count() < 0.96
    kinds = dict(Matter.objects.values_list("kind").annotate(times=Count("pk")).order_by())
    assert set(kinds) == {"dispute", "hazard", "security", "petition", "request", "consultation"}
    now = Matter.objects.filter(open=True, resolved_at=None)
    assert now.filter(due_at__lt=UNTIL).exists()
    assert now.filter(due_at__gt=UNTIL).exists()
    assert Attachment.objects.filter(evidence=True).exists()
    assert Relation.objects.exists()
    assert Party.objects.filter(role=Party.Role.INFORMANT).exists()
    assert Matter.objects.filter(kind="hazard", parties=None).exists()
    assert Entry.objects.filter(at__gt=UNTIL).count() == 0


def test_the_same_seed_gives_the_same_city(staffed: City) -> None:
    def city_of(seed: int) -> list[Form]:
        with transaction.atomic():
            fill(staffed, 40, seed=seed)
            found = [as_stored(matter) for matter in Matter.objects.order_by("number")]
            transaction.set_rollback(True)
        return found

    first = city_of(5)
    assert first == city_of(5)
    assert first != city_of(6)


def test_it_keeps_to_the_division_asked_for(staffed: City) -> None:
    fill(staffed, 20, within=TOWNSHIP)
    assert Matter.objects.filter(township=TOWNSHIP).count() == 20


def test_a_city_where_nobody_works_is_refused(city: City) -> None:
    with pytest.raises(LookupError):
        fill(city, 1)
    assert not Matter.objects.exists()


def test_those_who_came_to_office_later_did_nothing_before(staffed: City, cast: dict[str, Player]) -> None:
    late = cast["mediator"].post
    Post.objects.filter(pk=late.pk).update(begins_at=UNTIL - timedelta(days=1))
    fill(staffed, 80, within=VILLAGE)
    assert not Entry.objects.filter(post=late).exists()


def test_the_heaps_of_the_cast_are_filled(staffed: City, cast: dict[str, Player], inventor: Inventor) -> None:
    posts = {key: player.post.pk for key, player in cast.items()}
    with clock.turned(to=UNTIL):
        stage_scenes(profile=staffed.profile, inventor=inventor, posts=posts, village=VILLAGE)
        at_centre = inbox_counts(cast["intake_officer"].viewer, UNTIL)
        of_mediator = inbox_counts(cast["mediator"].viewer, UNTIL)
        of_department = inbox_counts(cast["department_clerk"].viewer, UNTIL)
    assert all(at_centre[tab] for tab in (Tab.MINE, Tab.UNASSIGNED, Tab.SOON, Tab.LATE))
    assert all(of_mediator[tab] for tab in (Tab.MINE, Tab.SOON, Tab.LATE))
    assert all(of_department[tab] for tab in (Tab.MINE, Tab.UNASSIGNED, Tab.JOINT))


@pytest.mark.django_db(transaction=True)
def test_several_processes_share_a_large_run(staffed: City) -> None:
    assert fill(staffed, 2100, processes=2) == 2100
    assert Matter.objects.count() == 2100
    assert len(set(Matter.objects.values_list("number", flat=True))) == 2100
