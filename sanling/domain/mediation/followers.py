"""What follows of itself in mediation.

The next whom the sides chose is asked, where somebody declined, was passed over or refused, or stepped back; how a
confirmation stands at the court is told in the timeline of its dispute; and the receipts of what was handed over come
back to whoever handed it over, and to whoever has charge of the dispute now.
"""

from sanling.domain.matters.changes import TOPIC
from sanling.domain.matters.models import Entry
from sanling.domain.matters.verbs.send_back import Return
from sanling.domain.mediation.confirming import FAMILY
from sanling.domain.mediation.handing import told_of
from sanling.domain.mediation.handovers_config import FAMILY as HANDED_OVER
from sanling.domain.mediation.hearing import act
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


FOLLOWERS = (
    Follower("choosing", TOPIC, _ask_next, batch=200),
    Follower("confirming", TOPIC, _tell_dispute, batch=200),
    Follower("handing", TOPIC, _bring_back, batch=200),
)
