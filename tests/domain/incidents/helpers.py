"""Incidents for the tests, at a school of the cast's village."""

from datetime import date
from typing import Any

from sanling.domain.incidents.actions.record_incidents import Told, record_incidents
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.foundation.audit.actor import Actor
from tests.city import CITY, TEST, VILLAGE

DAY = date(2026, 7, 14)


def visit(**values: Any) -> Told:
    """Return a visit of one person to the city, past the county."""
    own = {name: values.pop(name) for name in ("source", "own_id") if name in values}
    said = {
        "channel": "visit",
        "reached": "city",
        "persons": 1,
        "skips_levels": True,
        "upheld": True,
        "lawful": False,
    }
    return Told(
        kind=Kind.PETITION_VISIT, values={"division_id": VILLAGE, "happened_on": DAY, **said, **values}, **own
    )


def accident(**values: Any) -> Told:
    """Return an accident at work with one death."""
    said = {"sort": "work", "deaths": 1, "serious_injuries": 0, "other_injuries": 0, "loss": 0}
    return Told(kind=Kind.ACCIDENT, values={"division_id": VILLAGE, "happened_on": DAY, **said, **values})


def police_figure(**values: Any) -> Told:
    """Return what the police counted of a day."""
    said = {"measure": "order_cases", "count": 1}
    return Told(
        kind=Kind.POLICE_FIGURE, values={"division_id": VILLAGE, "happened_on": DAY, **said, **values}
    )


def record(*told: Told, actor: Actor = TEST) -> list[Incident]:
    """Record incidents in the test city."""
    return record_incidents(actor=actor, city=CITY, told=told)
