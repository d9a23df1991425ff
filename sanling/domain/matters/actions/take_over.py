"""Take over matters from an earlier system as they were: nobody is told of them, and no clock runs for what is over."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from sanling.domain.matters.beginning import begin
from sanling.domain.matters.changes import RECOUNTED, Batch, Change, write
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.earlier import ENDED_EARLIER, NUMBER, Earlier, end_of
from sanling.domain.matters.entries import write_entry
from sanling.domain.matters.models import Entry, Matter, Stage
from sanling.domain.matters.numbering import compose, draw
from sanling.domain.matters.searching import search_tokens
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import current, definition_of
from sanling.domain.workflow.transition import Before
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import today
from sanling.foundation.delivery.outbox import NewOutboxRow, in_bulk, put_many
from sanling.foundation.privacy.tokens import digest, new_token
from sanling.foundation.profile.loader import Profile


def take_over(*, actor: Actor, profile: Profile, matters: Sequence[Earlier], batch: Batch) -> list[Matter]:
    """Take over matters of one city that are not there yet, all or none, by a number of statements that is theirs.

    Of each is written when it began and, if it is over, when it ended; an open one begins anew here, its clocks run
    from now on in the ``batch``. Raises IntegrityError where the city has one of their earlier numbers, ValueError for
    an outcome with which no matter of the kind is over.
    """
    if not matters:
        return []
    now, part = clock.now(), profile.part("matters")
    codes = {kind: part.rules(kind).workflow for kind in {earlier.kind for earlier in matters}}
    definitions = {kind: current(city=profile.city, code=code) for kind, code in codes.items()}
    with transaction.atomic():
        numbers = _numbers(profile, [earlier.registered_at for earlier in matters])
        rows = [
            _drafted(earlier, number, part, definitions[earlier.kind])
            for earlier, number in zip(matters, numbers, strict=True)
        ]
        changes = [
            _brought(actor, matter, earlier, now) for matter, earlier in zip(rows, matters, strict=True)
        ]
        write(changes, batch, tell=False)
        put_many(NewOutboxRow(in_bulk(RECOUNTED), str(row.pk), {}) for row in rows)
    return rows


def _numbers(profile: Profile, instants: Sequence[datetime]) -> Iterator[str]:
    """Return numbers of the days on which matters were registered, those of today counted to yesterday.

    Whoever registers today draws from today's, and must not wait until a file is taken in.
    """
    latest = today() - timedelta(days=1)
    days = [min(at.astimezone(CHINA).date(), latest) for at in instants]
    last: Mapping[date, int] = {
        day: draw(count, profile.city, day) for day, count in sorted(Counter(days).items())
    }
    left = Counter(days)
    for day in days:
        left[day] -= 1
        yield compose(profile.letters, day, last[day] - left[day])


def _drafted(earlier: Earlier, number: str, part: MattersPart, definition: Definition) -> Matter:
    """Return a matter as it was registered."""
    rules = part.rules(earlier.kind)
    matter = Matter(
        number=number,
        earlier_number=earlier.number,
        division_id=earlier.division,
        definition=definition,
        family=rules.family,
        kind=rules.code,
        category=earlier.category,
        category_version=part.category_version(rules.code),
        state=definition_of(definition.pk).initial,
        open=earlier.ended_at is None,
        title=earlier.title,
        text=earlier.text,
        place=earlier.place,
        channel=earlier.channel,
        headcount=earlier.headcount,
        confidentiality=rules.confidentiality,
        unit_id=earlier.unit_id,
        registered_at=earlier.registered_at,
        ended_at=earlier.ended_at,
        # Nobody holds it: what was said elsewhere opens nothing here.
        link_digest=digest(new_token()),
    )
    matter.search = search_tokens(matter)
    return matter


def _brought(actor: Actor, matter: Matter, earlier: Earlier, now: datetime) -> Change:
    for party in earlier.parties:
        party.matter = matter
    change = begin(
        matter,
        actor=actor,
        parties=earlier.parties,
        audience=Entry.Audience.PARTY,
        params={"channel": matter.channel, NUMBER: earlier.number},
        recorded_at=now,
    )
    if earlier.ended_at is not None:
        _end(change, actor, matter, earlier.outcome, now)
    return change


def _end(change: Change, actor: Actor, matter: Matter, outcome: str, now: datetime) -> None:
    """Let a matter be over as the act that ends one leaves it."""
    definition = definition_of(matter.definition_id)
    end, at = end_of(definition, outcome), matter.ended_at
    if end is None or at is None:
        raise ValueError(f"No matter of the kind {matter.kind} is over with the outcome {outcome!r}.")
    before = Before(matter.state, matter.unit_id, matter.division_id)
    for row in change.new:
        if isinstance(row, Stage):
            row.ended_at = at
    change.add(Stage(matter=matter, state=end.code, unit_id=matter.unit_id, begun_at=at))
    matter.state, matter.outcome, matter.version = end.code, outcome, matter.version + 1
    # What only was not taken up was never resolved.
    matter.resolved_at = None if end.outcome else at
    write_entry(
        change,
        matter=matter,
        actor=actor,
        at=at,
        code=ENDED_EARLIER,
        audience=Entry.Audience.PARTY,
        params={},
        before=before,
        recorded_at=now,
    )
