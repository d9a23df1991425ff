"""What follows of itself in mediation.

The next whom the sides chose is asked, where somebody declined, was passed over or refused, or stepped back; how a
confirmation stands at the court is told in the timeline of its dispute; and the receipts of what was handed over come
back to whoever handed it over, and to whoever has charge of the dispute now.
"""

from django.db.models import Q

from sanling.domain.matters.changes import TOPIC
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Entry
from sanling.domain.matters.verbs.send_back import Return
from sanling.domain.mediation.access import is_mediated
from sanling.domain.mediation.actions.record_coming import Came, record_coming
from sanling.domain.mediation.confirming import FAMILY
from sanling.domain.mediation.handing import handovers_part, is_partner, told_of
from sanling.domain.mediation.handovers_config import FAMILY as HANDED_OVER
from sanling.domain.mediation.hearing import ACTOR, act
from sanling.domain.mediation.keeping_up import keep_up
from sanling.domain.mediation.models import Choice, Handover, JudicialConfirmation
from sanling.domain.mediation.offering import offer_next
from sanling.domain.mediation.recounting import recount
from sanling.domain.mediation.verbs.hear_court import HearCourt
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.verbs import verb_of
from sanling.foundation.delivery.fan_out import Follower
from sanling.foundation.delivery.notices import notify
from sanling.foundation.delivery.outbox import OutboxRow

TOLD = "court_told"
# What of a hand-over is told at the other end, by the verb: received, refused, answered, to be told to the sides.
RECEIPTS = {
    "take_handover": "handover_received",
    "resolve": "handover_refused",
    "answer_handover": "handover_answered",
    "let_tell": "handover_told",
}


def _ask_next(rows: list[OutboxRow]) -> None:
    entries = [int(row.payload["entry"]) for row in rows]
    chosen = Choice.objects.values("matter")
    found = Entry.objects.filter(pk__in=entries, matter__in=chosen, matter__assignee=None, matter__open=True)
    for entry in found.select_related("matter").defer("matter__search", "matter__text").order_by("pk"):
        actions = definition_of(entry.matter.definition_id).actions
        if any(action.code == entry.code and _releases(action.verb) for action in actions):
            offer_next(entry.matter_id)


def _releases(verb: str) -> bool:
    return isinstance(verb_of(verb), Return)


def _tell_dispute(rows: list[OutboxRow]) -> None:
    entries = [int(row.payload["entry"]) for row in rows]
    found = Entry.objects.filter(pk__in=entries, matter__family=FAMILY, code__in=HearCourt.options["stage"])
    for entry in found.order_by("pk"):
        told = JudicialConfirmation.objects.select_related("agreement__matter").get(matter=entry.matter_id)
        act(told.agreement.matter, TOLD, {"stage": entry.code})
        # Its agreement counts as brought to a court, also where its definition knows no such act.
        recount(told.agreement.matter_id)


def _bring_back(rows: list[OutboxRow]) -> None:
    entries = [int(row.payload["entry"]) for row in rows]
    found = Entry.objects.filter(pk__in=entries, matter__family=HANDED_OVER).select_related("matter")
    for entry in found.defer("matter__search", "matter__text").order_by("pk"):
        verb = next(
            (
                known.verb
                for known in definition_of(entry.matter.definition_id).actions
                if known.code == entry.code
            ),
            "",
        )
        if verb not in RECEIPTS:
            continue
        handover = Handover.objects.select_related("matter", "dispute").get(matter=entry.matter_id)
        for post, number, url in told_of(handover):
            if post != entry.post_id:
                notify([f"post:{post}"], f"mediation.{RECEIPTS[verb]}", {"number": number}, url=url)


def _keep_up(rows: list[OutboxRow]) -> None:
    """Tell offices what becomes of what they handed over; what a partner's own post registered so came from it."""
    entries = [int(row.payload["entry"]) for row in rows]
    came = Q(matter__in=Handover.objects.filter(way=Handover.Way.IN).values("dispute"))
    found = Entry.objects.filter(
        came | Q(from_state="", post__isnull=False), pk__in=entries, matter__family=REPORTED
    )
    for entry in (
        found.select_related("matter", "post__unit").defer("matter__search", "matter__text").order_by("pk")
    ):
        known = Handover.objects.filter(dispute=entry.matter_id, way=Handover.Way.IN).first()
        if known is not None:
            keep_up(known)
        elif came_of := _came(entry):
            record_coming(actor=ACTOR, dispute_id=entry.matter_id, came=came_of)


def _came(entry: Entry) -> Came | None:
    matter, post = entry.matter, entry.post
    part = handovers_part(matter.city)
    if (
        post is None
        or not is_mediated(matter)
        or matter.channel != part.channel
        or matter.unit_id == post.unit_id
    ):
        return None
    partner = next((known for known in part.partners if is_partner(known, post.unit)), None)
    return Came(partner=partner.code, unit=post.unit) if partner else None


FOLLOWERS = (
    Follower("choosing", TOPIC, _ask_next, batch=200),
    Follower("confirming", TOPIC, _tell_dispute, batch=200),
    Follower("handing", TOPIC, _bring_back, batch=200),
    Follower("coming", TOPIC, _keep_up, batch=200),
)
