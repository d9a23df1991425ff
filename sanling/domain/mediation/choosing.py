"""Whom the sides of a dispute may ask to mediate, whom they want, and how each who was asked answered.

What was chosen is recorded; who is asked next, and how it stands, is computed from the assignments that began since.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sanling.domain.matters.choosing import posts_within
from sanling.domain.matters.models import Assignment, Entry, Matter
from sanling.domain.mediation.directory import Asked, Told, listed_mediators, told
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Choice, Mediator, Objection, Pick, Side
from sanling.domain.mediation.naming import specialities_of
from sanling.domain.mediation.rules import Answered, Free, common, nearest
from sanling.domain.mediation.verbs.disclose import Disclose
from sanling.domain.mediation.verbs.offer import Offer
from sanling.domain.mediation.verbs.step_back import StepBack
from sanling.domain.people.models import Post
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action

# Of how many of the nearest it is looked at who is free.
LOOKED_AT = 40


def offering(matter: Matter) -> Action | None:
    """Return the action by which whoever was chosen is asked, where the definition of the matter has person."""
    actions = definition_of(matter.definition_id).actions
    return next((action for action in actions if action.verb == Offer.code), None)


def may_choose(matter: Matter) -> bool:
    """Tell whether a mediator may be chosen now: nobody is at work yet."""
    action = offering(matter)
    return action is not None and matter.state in action.sources


def may_be_charged(matter: Matter) -> QuerySet[Post]:
    """Return the posts that may mediate: whom no side objected to, and who declared no conflict that bars."""
    action = offering(matter)
    if action is None:
        return Post.objects.none()
    roles = next(field.roles for field in action.fields if field.type in Offer.needs)
    barring = {act.code for act in definition_of(matter.definition_id).actions if act.verb == StepBack.code}
    barred = Entry.objects.filter(matter=matter, code__in=barring, post__isnull=False)
    found = posts_within(matter, roles, "any").exclude(user__in=barred.values("post__user"))
    return found.exclude(pk__in=Objection.objects.filter(matter=matter).values("post"))


def nearest_of(matter: Matter) -> list[Told]:
    """Return the nearest who are free and fit, as residents are told of them ("one key")."""
    city, place, part = matter.city, matter.division_id, part_of(matter.city)
    versed = matter.category if matter.category in specialities_of(city) else ""
    asked = Asked(place=place, speciality=versed, profession=part.professions[0].code)
    found = listed_mediators(city, asked).filter(post__in=may_be_charged(matter).values("pk"))
    known = {
        person.mediator.pk: person for person in told(city, found[:LOOKED_AT]) if person.away_until is None
    }
    widths = {pk: getattr(person.mediator, "width", Level.CITY) for pk, person in known.items()}
    ranked = nearest(
        (
            Free(pk, widths[pk], person.in_hours, person.open or 0)
            for pk, person in known.items()
            # Who mediates in a part of a place doesn't for all of it.
            if widths[pk]
        ),
        part.most_picks,
    )
    return [known[pk] for pk in ranked]


def disclosures_of(matter: Matter) -> list[tuple[str, str]]:
    """Return who told all sides of a conflict or relation, and what, in the words of the head or its own."""
    telling = (StepBack.code, Disclose.code)
    actions = {act.code: act for act in definition_of(matter.definition_id).actions if act.verb in telling}
    heads = {
        option.code: str(option.name)
        for act in actions.values()
        for field in act.fields
        for option in field.options
    }
    entries = Entry.objects.filter(matter=matter, code__in=actions).select_related("post").order_by("pk")
    said = ((entry.post, entry.params.get("relation") or entry.params.get("head", "")) for entry in entries)
    return [(post.name if post else "", heads.get(words, words)) for post, words in said]


def choices_of(matter: Matter) -> list[Choice]:
    """Return what was chosen for a matter, in its order, with the mediators and their bodies."""
    found = Choice.objects.filter(matter=matter).select_related("side", "by_post").order_by("pk")
    return list(found.prefetch_related("picks__mediator__body"))


def picks_of(choice: Choice) -> list[Pick]:
    """Return the mediators of a choice in its order."""
    return sorted(choice.picks.all(), key=lambda pick: pick.nth)


def voice_of(choice: Choice) -> int:
    """Return whose choice it is: 0 of whoever brought the dispute, else the side's key."""
    side = choice.side
    return 0 if side is None or side.role == Side.Role.APPLICANT else side.pk


def next_pick(matter: Matter, choices: Sequence[Choice]) -> Pick | None:
    """Return who is asked next by the last choice: who may be charged, and was not asked since."""
    if not choices:
        return None
    last = choices[-1]
    asked = Assignment.objects.filter(matter=matter, kind=Assignment.Kind.MAIN, begun_at__gte=last.at)
    free = {*may_be_charged(matter).values_list("pk", flat=True)} - {*asked.values_list("post", flat=True)}
    agreed = _agreed(matter, choices)
    for pick in picks_of(last):
        if pick.mediator.post_id in free and (pick.mediator_id in agreed or not is_together(matter, pick)):
            return pick
    return None


def is_together(matter: Matter, pick: Pick) -> bool:
    """Tell whether all sides have to name whoever mediates at the body of somebody chosen."""
    kind = part_of(matter.city).kind(pick.mediator.body.kind)
    return kind is not None and kind.choosing.together is not None


def _agreed(matter: Matter, choices: Sequence[Choice]) -> Collection[int]:
    last = choices[-1]
    if last.way == Choice.Way.BODY:
        return [pick.mediator_id for pick in picks_of(last)]
    voices: dict[int, list[int]] = {}
    for choice in choices:
        if choice.way != Choice.Way.BODY:
            voices[voice_of(choice)] = [pick.mediator_id for pick in picks_of(choice)]
    taking_part = Side.objects.filter(matter=matter, role=Side.Role.RESPONDENT).exclude(
        answer=Side.Answer.REFUSES
    )
    needed = {0, *taking_part.values_list("pk", flat=True)}
    return common([named for _voice, named in sorted(voices.items())]) if needed <= voices.keys() else []


@dataclass(frozen=True)
class Standing:
    """Somebody chosen, and how it stands with them."""

    mediator: Mediator
    answered: Answered


def standings(matter: Matter, choice: Choice) -> list[Standing]:
    """Return how it stands with each of a choice, computed from the assignments that began since. One query."""
    since = Assignment.objects.filter(matter=matter, kind=Assignment.Kind.MAIN, begun_at__gte=choice.at)
    asked = {row.post_id: row for row in since.order_by("pk")}
    return [Standing(pick.mediator, _answered(asked, pick.mediator)) for pick in picks_of(choice)]


def _answered(asked: Mapping[int | None, Assignment], mediator: Mediator) -> Answered:
    if mediator.post_id is None:
        return Answered.WISH
    row = asked.get(mediator.post_id)
    if row is None:
        return Answered.WAITS
    if row.ended_at is not None:
        return Answered.OVER
    return Answered.ACCEPTED if row.signed_at else Answered.ASKED
