"""An agreement on its way to a court: until when, what was answered of each ground, which courts, who has joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.situation import StoredSituation
from sanling.domain.mediation.agreements import sides_of
from sanling.domain.mediation.config import Confirmation, Ground
from sanling.domain.mediation.grounds import Hint, hints
from sanling.domain.mediation.keeping import kind_of, part_of
from sanling.domain.mediation.models import Agreement, GroundAnswer, JudicialConfirmation, Side
from sanling.domain.mediation.terms import Content
from sanling.domain.people.models import Unit
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.queries import current, definition_of
from sanling.domain.workflow.schema import ClockRule
from sanling.domain.workflow.transition import Act, Situation
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA, due
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.profile.registry import profile_for

# The clock of the workflow that runs from the effect of an agreement to the joint application.
CLOCK = "apply"
KIND = FAMILY = "confirmation"
Head = JudicialConfirmation.Head


@dataclass(frozen=True)
class Precheck:
    """What was answered of each ground, the last answer each; ``lacking`` has none yet, ``stops`` bars applying."""

    answers: Mapping[str, GroundAnswer]
    lacking: Sequence[Ground]
    stops: Sequence[Ground]

    @property
    def passed(self) -> bool:
        """Tell whether nothing keeps the sides from applying."""
        return not self.lacking and not self.stops


def confirmation_part(city: str) -> Confirmation | None:
    """Return how a city's agreements are confirmed, if they are here."""
    return part_of(city).confirmation


def acting(act: Act) -> Acting:
    """Return an act as what it is: confirmations live in the database alone."""
    return cast("Acting", act)


def confirmation_at(situation: Situation) -> JudicialConfirmation:
    """Return what is kept beside the matter of a situation, read once."""
    stored = cast("StoredSituation", situation)
    key = ("mediation.confirmation", stored.matter.pk)
    if key not in stored.among.read:
        rows = JudicialConfirmation.objects.select_related("agreement__body__unit", "court", "body_unit")
        stored.among.read[key] = rows.get(matter=stored.matter.pk)
    return cast("JudicialConfirmation", stored.among.read[key])


def _rule(city: str) -> ClockRule | None:
    kinds: MattersPart = profile_for(city).part("matters")
    rules = kinds.kind(KIND) if confirmation_part(city) else None
    return definition_of(current(city=city, code=rules.workflow).pk).clock(CLOCK) if rules else None


def deadline(agreement: Agreement) -> datetime | None:
    """Return until when both sides apply: 30 days from the effect of the agreement (民诉法 205), by the workflow."""
    rule = _rule(agreement.body.unit.city)
    if rule is None or agreement.effective_at is None:
        return None
    days = workdays_at(agreement.body.unit.division_id)
    return due(start=agreement.effective_at, allowance=rule.within, days=days).at


def warned_from(agreement: Agreement) -> datetime | None:
    """Return from when both sides are warned that the time ends."""
    end, rule = deadline(agreement), _rule(agreement.body.unit.city)
    if end is None or rule is None or rule.warn is None:
        return None
    return end - timedelta(days=rule.warn.amount)


def refuse_late(agreement: Agreement, now: datetime) -> None:
    """Raise `NotAllowed`, with the article, where the time to apply is over or hasn't begun."""
    end = deadline(agreement)
    if agreement.ended_at is not None or end is None:
        reason = _("There is no agreement in force here.")
        raise NotAllowed(action="apply", reason=reason, allowed=())
    if now >= end:
        last = (end - timedelta(seconds=1)).astimezone(CHINA).date()
        told = _(
            "Too late: both sides apply within 30 days of its effect, to %(day)s (Civil Procedure Law, art. 205)."
        )
        raise NotAllowed(action="apply", reason=told % {"day": last.isoformat()}, allowed=())


def precheck_of(agreement: Agreement) -> Precheck:
    """Return how far the pre-check of an agreement has come."""
    part = confirmation_part(agreement.body.unit.city)
    grounds = part.grounds if part else ()
    rows = GroundAnswer.objects.filter(agreement=agreement.pk).order_by("pk").select_related("post")
    answers = {row.ground: row for row in rows}
    return Precheck(
        answers=answers,
        lacking=[ground for ground in grounds if ground.code not in answers],
        stops=[g for g in grounds if g.stops and g.code in answers and answers[g.code].applies],
    )


def hints_of(agreement: Agreement) -> list[Hint]:
    """Return what in the text of an agreement hints at grounds against its confirmation."""
    part = confirmation_part(agreement.body.unit.city)
    if part is None or not agreement.content:
        return []
    terms = Content.read(agreement.content).terms
    texts = [terms.facts, *(clause.text for clause in terms.clauses)]
    return hints(texts, agreement.matter.category, part.grounds)


def awaited(confirmation: JudicialConfirmation) -> list[Side]:
    """Return the sides that have not joined the application."""
    joined = {joining.side_id for joining in confirmation.joinings.all()}
    return [side for side in sides_of(confirmation.agreement.matter_id) if side.pk not in joined]


def courts_for(agreement: Agreement) -> list[tuple[Unit, str]]:
    """Return the courts that may be right, the likeliest first, each with the head of 民诉法 205; a person chooses.

    The one that invited the body; else of the place of the thing, and of the body. Where a party lives is written as it
    was said, so any other court of the city may be chosen for it.
    """
    part, body = confirmation_part(agreement.body.unit.city), agreement.body
    if part is None:
        return []
    kind = kind_of(body)
    courts = list(Unit.objects.filter(city=body.unit.city, kind=part.courts, ends_on=None).order_by("pk"))
    heads = [
        *([(body.unit.division_id, Head.INVITED)] if kind and kind.invited_by_court else []),
        (agreement.matter.division_id, Head.THING),
        (body.unit.division_id, Head.BODY),
    ]
    found: dict[int, tuple[Unit, str]] = {}
    for path, head in heads:
        for court in courts:
            if court.division_id == path[: Level.COUNTY]:
                found.setdefault(court.pk, (court, head))
    for court in courts:
        found.setdefault(court.pk, (court, Head.HOME))
    return list(found.values())


def to_warn_of(now: datetime) -> list[Agreement]:
    """Return the agreements whose time to apply ends soon and nobody has been warned of, that no court has got yet."""
    applied = JudicialConfirmation.objects.filter(agreement=OuterRef("pk"), applied_at__isnull=False)
    found = Agreement.objects.filter(
        ~Exists(applied),
        ended_at=None,
        confirmation_warned_at=None,
        # A deadline is passed on past days off; no holiday is longer.
        effective_at__range=(now - timedelta(days=60), now),
    )
    rows = found.select_related("matter", "body__unit").order_by("effective_at", "pk")
    return [agreement for agreement in rows if _is_time(agreement, now)]


def _is_time(agreement: Agreement, now: datetime) -> bool:
    begins, end = warned_from(agreement), deadline(agreement)
    return begins is not None and end is not None and begins <= now < end


def is_in_time(agreement: Agreement) -> bool:
    """Tell whether both sides may still apply."""
    end = deadline(agreement)
    return end is not None and agreement.ended_at is None and clock.now() < end
