"""A simulated city: what COPY wrote is what the models read, and the figures are believable."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Count

from sanling.domain.matters.actions.register import register
from sanling.domain.matters.models import Attachment, Entry, Matter, Party, Relation, Sequence
from sanling.domain.matters.numbering import parse
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Outbox
from sanling.processes.simulation.simulate import ACT, simulate
from tests.city import TEST, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import report
from tests.processes.simulation.comparing import Form, as_stored
from tests.processes.simulation.conftest import UNTIL


def fill(city: City, matters: int, **options: object) -> int:
    with clock.turned(to=UNTIL):
        return simulate(profile=city.profile, matters=matters, **options)  # type: ignore[arg-type]


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


@pytest.mark.django_db(transaction=True)
def test_several_processes_share_a_large_run(staffed: City) -> None:
    assert fill(staffed, 2100, processes=2) == 2100
    assert Matter.objects.count() == 2100
    assert len(set(Matter.objects.values_list("number", flat=True))) == 2100
