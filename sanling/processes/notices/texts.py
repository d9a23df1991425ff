"""The sentences of notices about matters, who was given a post, reports of accidents, and what was agreed on."""

from django.utils.translation import gettext_lazy as _

from sanling.foundation.delivery.config import NEWS
from sanling.foundation.delivery.texts import is_registered, register_notice

MATTERS = {
    "matter.registered": _("%(number)s came in: %(title)s"),
    "matter.moved_here": _("%(number)s was handed to your unit: %(title)s"),
    "matter.assigned": _("%(number)s was assigned to you: %(title)s"),
    "matter.joined": _("%(number)s: your unit is called in: %(title)s"),
    "matter.supervised": _("%(number)s is under supervision: %(title)s"),
    "matter.extension_asked": _("%(number)s: more time is asked for: %(title)s"),
    "matter.extension_decided": _("%(number)s: the request for more time was decided: %(title)s"),
    "matter.added": _("%(number)s: the party added something: %(title)s"),
    "matter.rated": _("%(number)s was rated by the party: %(title)s"),
    "matter.reopened": _("%(number)s was reopened by the party: %(title)s"),
    "matter.merged": _("%(number)s was merged into a matter of yours: %(title)s"),
    "matter.split": _("%(number)s is to be handled by itself again: %(title)s"),
    "matter.withdrawn": _("%(number)s was withdrawn by the party: %(title)s"),
    "matter.returned": _("%(number)s was returned to you: %(title)s"),
    "mediation.choosing": _("%(number)s: a mediator is being chosen: %(title)s"),
    "mediation.heard": _("%(number)s: a side of the dispute responded: %(title)s"),
    "mediation.settled": _("%(number)s: the agreement is in force: %(title)s"),
    "mediation.court": _("%(number)s: there is news of the confirmation by the court: %(title)s"),
    "matter.clock_warned": _("%(number)s: a deadline is near: %(title)s"),
    "matter.clock_late": _("%(number)s: a deadline has passed: %(title)s"),
}
MANY = "matter.many"
SOMETHING = _("Something happened to matters of yours together: %(count)s")
# The same of what came about together: how many, instead of which.
TOGETHER = {
    "matter.registered": _("Matters that came in: %(count)s"),
    "matter.moved_here": _("Matters that were handed to your unit together: %(count)s"),
    "matter.assigned": _("Matters that were assigned to you together: %(count)s"),
    "matter.joined": _("Matters to which your unit was called in together: %(count)s"),
    "matter.supervised": _("Matters that were put under supervision together: %(count)s"),
    "matter.extension_asked": _("Matters for which more time was asked together: %(count)s"),
    "matter.extension_decided": _("Matters whose requests for more time were decided together: %(count)s"),
    "matter.added": _("Matters to which the parties added something: %(count)s"),
    "matter.rated": _("Matters that were rated by the parties: %(count)s"),
    "matter.reopened": _("Matters that were reopened by the parties: %(count)s"),
    "matter.merged": _("Matters that were merged into yours together: %(count)s"),
    "matter.split": _("Matters that are to be handled by themselves again: %(count)s"),
    "matter.withdrawn": _("Matters that were withdrawn by the parties: %(count)s"),
    "matter.returned": _("Matters that were returned to you together: %(count)s"),
    "mediation.choosing": _("Disputes for which mediators are being chosen: %(count)s"),
    "mediation.heard": _("Disputes in which sides responded: %(count)s"),
    "mediation.settled": _("Disputes whose agreements are in force: %(count)s"),
    "mediation.court": _("Disputes with news of the confirmation by the court: %(count)s"),
    "matter.clock_warned": _("Matters of one batch whose deadlines are near: %(count)s"),
    "matter.clock_late": _("Matters of one batch whose deadlines have passed: %(count)s"),
}
PARTIES = {
    "party.step": _("To residents: a step was taken in what they brought"),
    "party.done": _("To residents: what they brought has a result or ended"),
    NEWS: _("To residents, where a message could harm: that there is news, and nothing else"),
}
APPOINTMENTS = {
    "appointment.waits": _("%(by)s (%(unit)s) gave a colleague a post; it waits for your confirmation."),
    "appointment.confirmed": _("Confirmed by a second person: %(names)s."),
    "appointment.rejected": _("Not confirmed by a second person, and taken back: %(names)s."),
    "appointment.below": _("Posts given at units below yours: %(count)s. %(names)s"),
}
ACCIDENTS = {
    "accident.report_due": _("Accident in %(place)s: to be reported to the next level by %(due)s."),
    "accident.report_late": _("Accident in %(place)s: it should have been reported up by %(due)s."),
    "accident.casualties": _(
        "Accident in %(place)s: casualties are updated until %(until)s. Say whoever died or was hurt since."
    ),
    "accident.reported": _("Accident in %(place)s: it was reported to your level."),
}
MEDIATION = {
    "mediation.apply": _("%(number)s: until %(due)s both sides can still apply for judicial confirmation."),
    "mediation.handover_received": _("%(number)s: the office has received what was handed over."),
    "mediation.handover_refused": _("%(number)s: the office refuses what was handed over."),
    "mediation.handover_answered": _("%(number)s: the office says what became of what was handed over."),
    "mediation.handover_told": _("%(number)s: the sides may be told of a hand-over now."),
    "mediation.sitting": _("%(number)s: a sitting begins on %(begins)s."),
    "mediation.due": _("%(number)s: something agreed on is due on %(due)s."),
    "mediation.late": _(
        "%(number)s: something agreed on was due on %(due)s and isn't performed. Ask both sides."
    ),
    "mediation.revisit": _("%(number)s: revisit the parties, due on %(due)s."),
}


def many(code: str) -> str:
    """Return the code of a notice about several matters of one batch; a room need not have a sentence for it."""
    return f"{code}.many" if is_registered(f"{code}.many") else MANY


def register_texts() -> None:
    """Make the sentences known; called once when the process starts."""
    together = {f"{code}.many": text for code, text in TOGETHER.items()}
    for code, text in (MATTERS | together | {MANY: SOMETHING} | APPOINTMENTS | ACCIDENTS | MEDIATION).items():
        register_notice(code, text)
    for code, text in PARTIES.items():
        register_notice(code, text)
