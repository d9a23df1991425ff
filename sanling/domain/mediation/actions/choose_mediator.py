"""Choose a mediator: a side of a dispute names up to three, or has the nearest asked who are free and fit."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor, lock_choosing
from sanling.domain.mediation.choosing import may_be_charged, may_choose, nearest_of
from sanling.domain.mediation.directory import Asked, listed_mediators
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Choice, Mediator, Pick, Side
from sanling.domain.mediation.offering import offer_next
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def choose_mediator(
    *,
    actor: Actor,
    matter_id: int,
    mediators: Sequence[int] = (),
    side_id: int | None = None,
    names_one: bool = False,
) -> Choice:
    """Keep whom a side chose (人民调解法 23), in its order, and ask the first; without any it is the nearest.

    Staff write down what a side said, or name somebody for the body: ``names_one`` (法释〔2021〕23号 10). Raises
    `Invalid` under "mediators", `NotFound`, `NotAllowed` where somebody is at work already or it was done too often.
    """
    with transaction.atomic():
        matter, side = lock_choosing(actor, matter_id, side_id)
        by_body = names_one and isinstance(actor, Viewer)
        _refuse_late(matter, side, by_body=by_body)
        picked = (
            _picked(matter, mediators) if mediators else [person.mediator for person in nearest_of(matter)]
        )
        if not picked:
            raise Invalid({"mediators": _("Nobody near is free. Please choose from the directory.")})
        usual = Choice.Way.NAMED if mediators else Choice.Way.NEAREST
        choice = Choice.objects.create(
            matter=matter,
            side=side,
            way=Choice.Way.BODY if by_body else usual,
            at=clock.now(),
            by_post_id=_written_by(actor),
        )
        Pick.objects.bulk_create(
            Pick(choice=choice, nth=nth, mediator=mediator) for nth, mediator in enumerate(picked, 1)
        )
        _record(actor, choice, picked)
        offer_next(matter.pk)
    return choice


def _record(actor: Actor, choice: Choice, picked: Sequence[Mediator]) -> None:
    record(
        actor=actor,
        act="mediation.choose_mediator",
        subject=f"matter:{choice.matter_id}",
        city=choice.matter.city,
        detail={"choice": choice.pk, "mediators": [mediator.pk for mediator in picked]},
    )


def _written_by(actor: Actor) -> int | None:
    return actor.post_id if isinstance(actor, (Viewer, SideActor)) else None


def _refuse_late(matter: Matter, side: Side | None, *, by_body: bool) -> None:
    if not may_choose(matter):
        reason = _("Somebody mediates already, or can't be chosen now. You may ask for another mediator.")
        raise NotAllowed(action="choose", reason=reason, allowed=())
    own = Choice.objects.filter(matter=matter, side=side).exclude(way=Choice.Way.BODY)
    if not by_body and own.count() >= part_of(matter.city).most_choices:
        reason = _("This was chosen as often as it may be. Please call the office.")
        raise NotAllowed(action="choose", reason=reason, allowed=())


def _picked(matter: Matter, mediators: Sequence[int]) -> list[Mediator]:
    """Return those of the directory in the order asked for; who has an account must be able to take the dispute."""
    most, asked = part_of(matter.city).most_picks, list(dict.fromkeys(mediators))
    if len(asked) > most:
        raise Invalid({"mediators": _("Please choose at most %(most)d.") % {"most": most}})
    known = listed_mediators(matter.city, Asked()).in_bulk(asked)
    posts = {mediator.post_id for mediator in known.values() if mediator.post_id}
    free = {*may_be_charged(matter).filter(pk__in=posts).values_list("pk", flat=True)}
    if len(known) < len(asked) or posts - free:
        raise Invalid({"mediators": _("Somebody of these can't mediate this dispute. Please choose others.")})
    return [known[pk] for pk in asked]
