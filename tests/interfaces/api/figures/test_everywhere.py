"""Whatever happens, a number is the same on a tile, by the API and in its rows, at every level and on every day."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.models import Incident
from sanling.domain.indicators.flows import flows
from sanling.domain.matters.changes import RECOUNTED
from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.ledgers import MATTERS
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.territory.models import Division
from sanling.foundation import clock
from sanling.foundation.delivery.models import Outbox
from sanling.foundation.delivery.outbox import NewOutboxRow, put_many
from sanling.processes.figures.indicators import Asked, Value, figures_of, rows_of, values, visible_figures
from sanling.processes.figures.periods import Period, read_period
from sanling.processes.figures.queries import By
from sanling.processes.figures.rebuilding import differences
from sanling.processes.reactions import react, react_in_bulk
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import write
from sanling.processes.simulation.pictures import demonstration_pictures
from sanling.processes.succession import reorganise
from tests.city import CITY, COUNTY, SIBLING_TOWNSHIP, SIBLING_VILLAGE, TEST, TOWNSHIP, VILLAGE
from tests.domain.incidents.helpers import accident, police_figure, record, visit
from tests.interfaces.doors import signed_in, token_of
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.simulation.lives import KINDS, lived
from tests.processes.simulation.replay import replay_together

__all__ = ["inventor", "staffed"]

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
LINK = re.compile(r'<a href="(/desk/figures/rows/[^"]+)">([0-9]+)</a>')
PLACES = {
    "city_peace_officer": (CITY, COUNTY, TOWNSHIP, VILLAGE),
    "county_leader": (COUNTY, TOWNSHIP, SIBLING_VILLAGE),
    "intake_officer": (VILLAGE[:9], VILLAGE),
}
# So many figures are looked at after each thing that happened, of each post.
LOOKED_AT = 6


@pytest.fixture(autouse=True)
def open_door(settings: Settings) -> None:
    """Let browsers and programs in without TLS."""
    settings.SECURE_SSL_REDIRECT = False


def beat() -> None:
    """Let the worker do all that follows."""
    while Outbox.objects.exists():
        react()
        react_in_bulk()


@dataclass
class World:
    """A city in which things happen by chance."""

    cast: Cast
    inventor: Inventor
    random: Random
    written: int = 0
    # Where things happen: what became of the cast's village.
    village: str = VILLAGE

    def invented(self, many: int) -> list[Any]:
        lives = []
        for _nth in range(many):
            self.written += 1
            kind = self.random.choice(KINDS)
            life = lived(
                replace(self.inventor, only=(kind,)),
                self.random.randrange(10_000),
                self.random.randrange(1, 200),
            )
            life.matter.number = f"ZZ-261122-{self.written:05}-A"
            lives.append(life)
        return lives

    def act(self) -> None:
        """Register matters and do all their acts, by the real actions and at their instants."""
        if self.village != VILLAGE:
            # Invented lives are of a village that is no more.
            return
        (picture, *_others) = demonstration_pictures(city=CITY, actor=TEST)
        replay_together(self.invented(2), picture)

    def take_in_history(self) -> None:
        """Write matters that are long over, as an import does."""
        write(self.invented(12))
        self.recount(list(Matter.objects.values_list("pk", flat=True)))

    def correct(self) -> None:
        """Say of what happened that it was otherwise, elsewhere in time or not at all."""
        officer = self.cast["petition_officer"].viewer
        here = {"division_id": self.village}
        persons = self.random.randrange(1, 9)
        record(visit(persons=persons, **here), accident(**here), police_figure(count=5, **here))
        standing = Incident.objects.filter(kind="petition_visit", replaced=False, withdrawn=False)
        incident = self.random.choice(list(standing))
        corrections: list[dict[str, Any]] = [
            {"persons": 7},
            {"happened_on": date(2026, 6, 30)},
            {"withdrawn": True},
        ]
        said = self.random.choice(corrections)
        correct_incident(actor=officer, incident=incident, values=said, reason="核实后更正")

    def move(self) -> None:
        """Let matters lie elsewhere than was thought, and have come earlier: over three months at once."""
        keys = list(Matter.objects.values_list("pk", flat=True))
        moved = self.random.sample(keys, min(8, len(keys)))
        Matter.objects.filter(pk__in=moved[:4]).update(division=SIBLING_VILLAGE)
        for matter in Matter.objects.filter(pk__in=moved[4:]):
            matter.registered_at -= timedelta(days=self.random.choice([1, 31, 90]))
            matter.save(update_fields=["registered_at"])
        self.recount(moved)

    def merge(self) -> None:
        """Let a township become part of its neighbour."""
        if Division.objects.filter(path=TOWNSHIP, valid_until=None).exists():
            on = clock.now().date() - timedelta(days=30)
            done = reorganise(actor=TEST, predecessors=[TOWNSHIP], successors=[SIBLING_TOWNSHIP], on=on)
            self.village = done.becomes[VILLAGE]

    def turn_the_clock(self) -> None:
        """Act while the machine's clock is wrong, to the other day."""
        with clock.turned(shift=timedelta(hours=self.random.choice([-26, 26]))):
            record(visit(persons=2, happened_on=date(2026, 11, 1), division_id=self.village))
            self.act()

    def recount(self, keys: list[int]) -> None:
        put_many(NewOutboxRow(f"{RECOUNTED}/bulk", str(pk), {}) for pk in keys)

    def period(self) -> Period:
        month = self.random.randrange(5, 12)
        first = date(2026, month, self.random.randrange(1, 29))
        last = first + timedelta(days=self.random.randrange(100))
        return read_period(
            self.random.choice(["2026", "2026-Q3", f"2026-{month:02}", first.isoformat(), f"{first}..{last}"])
        )


def assert_the_same_everywhere(world: World) -> None:
    """Compare numbers of some figures with their rows, what the API tells, and what stands on their page."""
    for who, places in PLACES.items():
        player, place, period = world.cast[who], world.random.choice(places), world.period()
        viewer = player.viewer
        known = visible_figures(viewer)
        for code in world.random.sample(sorted(known), LOOKED_AT):
            figure, asked = known[code], Asked(place, period)
            told = values(viewer, asked, [figure]).get(code, {}).get("", Value(figure))
            where = (who, code, place, str(period))
            if figure.numerator not in flows()[figure.flow].summed:
                assert rows_of(viewer, asked, figure, figure.numerator).count() == told.numerator, where
            if not figure.form.stands and period.days < 40:
                by_day = values(viewer, replace(asked, by=By.DAY), [figure]).get(code, {})
                assert sum(value.numerator for value in by_day.values()) == told.numerator, where
        assert_pages_and_programs_agree(player, place, period, world.random.choice(sorted(known)))


def assert_pages_and_programs_agree(player: Player, place: str, period: Period, code: str) -> None:
    headers = {"Authorization": f"Bearer {token_of(player)}"}
    query = {"place": place, "period": str(period)}
    answer = Client().get(f"/api/v1/figures/{code}", query, headers=headers)
    if answer.status_code == 404:
        # The place isn't the post's any more.
        return
    total = answer.json()["total"]["now"]
    rows = Client().get(f"/api/v1/figures/{code}/rows", query, headers=headers).json()
    assert rows["amount"] == total["numerator"], (code, query)
    page = signed_in(player).get("/desk/figures/", {**query, "figure": code}).content.decode()
    numbers = [int(number) for _address, number in LINK.findall(page.split("data-total")[-1])]
    shown = [total["numerator"], total["denominator"]] if total["denominator"] is not None else numbers[:1]
    if total["denominator"] is not None and numbers:
        assert numbers == shown, (code, query)


def assert_files_have_as_many_rows(world: World) -> None:
    """A ledger's file of what was registered in some days has as many rows as the figure says."""
    viewer, figure = world.cast["city_peace_officer"].viewer, figures_of(CITY)["registered"]
    period = world.period()
    criteria = Criteria(registered_from=period.first, registered_to=period.last)
    told = values(viewer, Asked(CITY, period), [figure]).get("registered", {}).get("", Value(figure))
    assert MATTERS.find(viewer, criteria, clock.now()).count() == told.numerator


@pytest.mark.parametrize("seed", [1, 2])
def test_a_number_is_the_same_wherever_it_stands(inventor: Inventor, cast: Cast, seed: int) -> None:
    world = World(cast, inventor, Random(seed))
    happens: list[Callable[[], None]] = [
        *(world.take_in_history, world.act, world.correct, world.move),
        *(world.merge, world.turn_the_clock, world.move, world.correct),
    ]
    first, *others = happens
    first()
    for thing in world.random.sample(others, len(others)):
        thing()
        beat()
        for flow in flows().values():
            assert list(differences(flow, CITY)) == [], (thing, flow.code)
        assert_the_same_everywhere(world)
        assert_files_have_as_many_rows(world)
