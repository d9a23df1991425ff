"""Residents are told of each step of the matter that they brought by text message, where they agreed to it.

A step is queued for each party of the matter itself; whether, how much and at which number is read when it is due. What
is due of one matter is one message, which says where it stands by then: none that comes late says what is over.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from sanling.domain.matters.messages import agreeing, is_public_step, told_of
from sanling.domain.matters.models import Entry, Matter, Party
from sanling.domain.matters.timeline import now_of
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.delivery.channels.base import Message
from sanling.foundation.delivery.config import NEWS, ToldParty
from sanling.foundation.privacy.phone import is_mobile
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.served import cities_served
from sanling.processes.notices.models import Outgoing
from sanling.processes.notices.outward import part_of

STEP, DONE = "party.step", "party.done"
CHANNEL = "sms"


def tell_residents(entries: Iterable[Entry]) -> int:
    """Queue what parties are told of entries, in the caller's transaction; return how many messages.

    Expects ``matter`` joined. A large batch is told one by one: each matter is somebody else's.
    """
    steps = [entry for entry in entries if is_public_step(entry) and not _comes_with_link(entry)]
    parties: dict[int, list[Party]] = {}
    for party in agreeing({entry.matter_id for entry in steps}) if steps else ():
        of_matter = parties.setdefault(party.matter_id, [])
        # One message a phone, in however many roles it stands there.
        if party.phone_index not in {known.phone_index for known in of_matter}:
            of_matter.append(party)
    now = clock.now()
    rows = [
        Outgoing(
            city=entry.matter.city,
            matter_id=entry.matter_id,
            party=party,
            entry_id=entry.pk,
            event=rule.event,
            channel=CHANNEL,
            created_at=now,
            due_at=part_of(entry.matter.division_id).residents.due(rule, now),
        )
        for entry in steps
        for party in parties.get(entry.matter_id, ())
        if (rule := _rule(entry.matter, party, _event_of(entry)))
    ]
    return len(insert_many(Outgoing, rows))


def _comes_with_link(entry: Entry) -> bool:
    """Tell whether an entry is the registration by staff of what the party gets a link to by message anyhow."""
    matter = entry.matter
    rules = profile_for(matter.division_id).part("matters").kind(matter.kind)
    return bool(
        entry.from_state == ""
        and matter.shown_digest is not None
        and rules is not None
        and rules.link_by_message
        and not matter.concealed
    )


def _event_of(entry: Entry) -> str:
    """Return what an entry is to the party: a step, or that it came to an end or a result."""
    came = definition_of(entry.matter.definition_id).state(entry.to_state)
    return DONE if entry.from_state != entry.to_state and (came.end or came.outcome is not None) else STEP


def _rule(matter: Matter, party: Party, event: str) -> ToldParty | None:
    """Return what a party is told of an event of its matter now, if anything."""
    told = told_of(matter, party.role)
    if told == "nothing":
        return None
    return part_of(matter.division_id).residents.of_event(NEWS if told == "news" else event)


def message_to_party(rows: Sequence[Outgoing]) -> Message | None:
    """Return the one message for what is due of one party, or none where nothing may be told now.

    Expects ``matter`` and ``party`` joined.
    """
    party, matter, last = rows[0].party, rows[0].matter, max(rows, key=lambda row: row.entry_id)
    if party is None or party.agreed_to_messages_at is None or not is_mobile(party.phone):
        return None
    rule = _rule(matter, party, _still(last.event, matter))
    if rule is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        text = rule.wording(matter.number, now_of(matter))
    link = _link(matter, named=rule.event != NEWS)
    return Message(key=f"m{max(row.pk for row in rows)}", address=party.phone, text=text, link=link)


def _still(event: str, matter: Matter) -> str:
    """Return a step in place of a result that was taken up again since."""
    state = definition_of(matter.definition_id).state(matter.state)
    return event if event == DONE and (state.end or state.outcome is not None) else STEP


def _link(matter: Matter, *, named: bool) -> str:
    """Return where a phone is proved before anything is shown; a link that opens more would open it to any reader."""
    said = {"city": profile_for(matter.division_id).code} if len(cities_served()) > 1 else {}
    if named:
        said["number"] = matter.number
    query = f"?{urlencode(said)}" if said else ""
    return f"{settings.PUBLIC_URL}{reverse('portal:track')}{query}"


def not_before(rows: Sequence[Outgoing], now: datetime) -> datetime:
    """Return when what is due of a party may go out: after the quiet hours, however late it comes, unless urgent."""
    residents = part_of(rows[0].matter.division_id).residents
    rules = [residents.of_event(row.event) for row in rows]
    return now if any(rule and rule.urgent for rule in rules) else residents.after_quiet(now)
