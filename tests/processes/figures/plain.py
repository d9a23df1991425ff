"""A slow, plain reference: what is counted of a matter, read off its rows one by one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import floor, log

from sanling.domain.indicators.distribution import BEGINNING
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Rating, Relation
from sanling.domain.workflow.queries import reading_of
from sanling.foundation.days import day_of
from sanling.processes.figures.models import Fact

ONCE = {
    "refuse": "refused",
    "withdraw": "withdrawn",
    "return": "returned",
    "escalate": "escalated",
    "supervise": "supervised",
    "reopen": "reopened",
}


def kept(matter: Matter) -> Counter[tuple[str, str, int]]:
    """Return what is kept of a matter: amounts by day, measure and bucket."""
    found: Counter[tuple[str, str, int]] = Counter()
    for fact in Fact.objects.filter(flow="matters", source=matter.pk):
        found[fact.day.isoformat(), fact.measure, fact.bucket] += fact.amount
        assert fact.place == matter.division_id[:12]
        assert (fact.family, fact.kind, fact.category, fact.channel) == (
            matter.family,
            matter.kind,
            matter.category,
            matter.channel,
        )
    return Counter({key: amount for key, amount in found.items() if amount})


def counted(matter: Matter) -> Counter[tuple[str, str, int]]:
    """Return what should be kept of it."""
    found: Counter[tuple[str, str, int]] = Counter()
    late = min(
        (clock.late_at for clock in Clock.objects.filter(matter=matter) if clock.late_at), default=None
    )
    entries = list(Entry.objects.filter(matter=matter).order_by("at", "pk"))
    for at, measure, amount, at_bucket in (
        *_of_the_matter(matter, late),
        *_of_acts(matter, entries, late),
        *_open(matter, entries),
        *_of_ratings(matter),
        *_of_departments(matter),
    ):
        found[day_of(at).isoformat(), measure, at_bucket] += amount
    return Counter({key: amount for key, amount in found.items() if amount})


Counted = tuple[datetime, str, int, int]


def _of_the_matter(matter: Matter, late: datetime | None) -> Iterator[Counted]:
    yield matter.registered_at, "registered", 1, 0
    if Relation.objects.filter(matter=matter, kind=Relation.Kind.REPEAT_OF).exists():
        yield matter.registered_at, "repeats", 1, 0
    if matter.ended_at:
        yield matter.ended_at, "ended", 1, 0
        if matter.outcome == "settled":
            yield matter.ended_at, "successful", 1, 0
    if late:
        yield late, "overdue", 1, 0
    if matter.resolved_at:
        yield matter.resolved_at, "settled", 1, 0
        yield matter.resolved_at, "handling_time", 1, bucket(matter.resolved_at - matter.registered_at)
        if late is None or late >= matter.resolved_at:
            yield matter.resolved_at, "settled_on_time", 1, 0


def _of_acts(matter: Matter, entries: Sequence[Entry], late: datetime | None) -> Iterator[Counted]:
    verbs = {action.code: action.verb for action in reading_of(matter.definition_id).actions}
    for verb, measure in ONCE.items():
        first = next((entry for entry in entries if verbs.get(entry.code) == verb), None)
        if first:
            yield first.at, measure, 1, 0
    definition = reading_of(matter.definition_id)
    waits = {definition.initial} | {state.code for state in definition.states if state.follows}
    goes_on = {state.code for state in definition.states if not state.end} - waits
    taken_in = next(
        (entry for entry in entries if entry.from_state in waits and entry.to_state in goes_on), None
    )
    if taken_in:
        yield taken_in.at, "taken_in", 1, 0
    by_staff = (entry for entry in entries if entry.actor_kind == "post")
    answer = next((entry for entry in by_staff if verbs.get(entry.code, "") not in ("", "register")), None)
    if answer:
        yield answer.at, "responded", 1, 0
        yield answer.at, "response_time", 1, bucket(answer.at - matter.registered_at)
        if late is None or late >= answer.at:
            yield answer.at, "responded_on_time", 1, 0


def _of_departments(matter: Matter) -> Iterator[Counted]:
    for joint in Assignment.objects.filter(matter=matter, kind=Assignment.Kind.JOINT):
        yield joint.begun_at, "called_in", 1, 0
        if joint.signed_at:
            yield joint.signed_at, "reported_in", 1, 0
            lates = [clock.late_at for clock in Clock.objects.filter(assignment=joint) if clock.late_at]
            if not any(late < joint.signed_at for late in lates):
                yield joint.signed_at, "reported_in_on_time", 1, 0


def _open(matter: Matter, entries: Sequence[Entry]) -> Iterator[Counted]:
    since = (day_of(matter.registered_at) - BEGINNING).days
    for at, amount in _opened(matter, entries):
        yield at, "open", amount, 0
        yield at, "backlog", amount, since


def _opened(matter: Matter, entries: Sequence[Entry]) -> Iterator[tuple[datetime, int]]:
    ends = {state.code for state in reading_of(matter.definition_id).states if state.end}
    yield matter.registered_at, 1
    closed_at = None
    for entry in entries[1:]:
        if closed_at is None and entry.to_state in ends:
            closed_at = entry.at
        elif closed_at is not None and entry.to_state and entry.to_state not in ends:
            yield closed_at, -1
            yield entry.at, 1
            closed_at = None
    if matter.ended_at:
        yield matter.ended_at, -1


def _of_ratings(matter: Matter) -> Iterator[Counted]:
    for rating in Rating.objects.filter(matter=matter).select_related("entry").order_by("-entry__at")[:1]:
        yield rating.entry.at, "rated", 1, 0
        yield rating.entry.at, "rating_sum", rating.result, 0
        if rating.result >= 4:
            yield rating.entry.at, "satisfied", 1, 0
        for rated in rating.steps.values():
            yield rating.entry.at, "steps_rated", 1, 0
            if rated >= 4:
                yield rating.entry.at, "steps_satisfied", 1, 0


def bucket(duration: timedelta) -> int:
    """Return the bucket of a duration."""
    return floor(log(max(duration.total_seconds() / 60, 1)) / log(1.1))
