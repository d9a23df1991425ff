"""The sentences of notices about matters, and about who was given a post."""

from django.utils.translation import gettext_lazy as _

from sanling.foundation.delivery.texts import register_notice

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
    "matter.clock_warned": _("%(number)s: a deadline is near: %(title)s"),
    "matter.clock_late": _("%(number)s: a deadline has passed: %(title)s"),
}
APPOINTMENTS = {
    "appointment.waits": _("%(by)s (%(unit)s) gave a new colleague a post; it waits for your confirmation."),
    "appointment.confirmed": _("Confirmed by a second person: %(names)s."),
    "appointment.rejected": _("Not confirmed by a second person, and taken back: %(names)s."),
    "appointment.below": _("Posts given at units below yours: %(count)s. %(names)s"),
}


def register_texts() -> None:
    """Make the sentences known; called once when the process starts."""
    for code, text in (MATTERS | APPOINTMENTS).items():
        register_notice(code, text)
