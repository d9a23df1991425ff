"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "mediation.add_body": _("%(who)s added %(what)s"),
    "mediation.change_body": _("%(who)s changed %(what)s"),
    "mediation.end_body": _("%(who)s ended %(what)s"),
    "mediation.add_mediator": _("%(who)s added %(what)s"),
    "mediation.change_mediator": _("%(who)s changed %(what)s"),
    "mediation.ask_side": _("%(who)s added a side to %(what)s"),
    "mediation.add_representative": _("%(who)s added a representative of a side to %(what)s"),
    "mediation.give_link": _("%(who)s had a side of %(what)s get its link"),
    "mediation.answer_side": _("%(who)s answered for a side of %(what)s"),
    "mediation.read_notice": _("%(who)s confirmed the notice of rights and duties in %(what)s"),
    "mediation.say": _("%(who)s said something as or to a side of %(what)s"),
    "mediation.choose_mediator": _("%(who)s chose who mediates %(what)s"),
    "mediation.object_to_mediator": _("%(who)s asked for another mediator of %(what)s"),
    "mediation.draw_up": _("%(who)s began an agreement in %(what)s"),
    "mediation.change_terms": _("%(who)s changed the draft of an agreement in %(what)s"),
    "mediation.close_text": _("%(who)s closed an agreement in %(what)s for signing"),
    "mediation.sign": _("%(who)s kept a signature under an agreement in %(what)s"),
    "mediation.seal_agreement": _("%(who)s used a body's seal in %(what)s"),
    "mediation.end_agreement": _("%(who)s took back an agreement in %(what)s"),
    "mediation.record_performance": _("%(who)s told how an agreement in %(what)s is performed"),
    "mediation.remind_of_obligation": _("%(who)s reminded of what was agreed on in %(what)s"),
    "mediation.put_seal": _("%(who)s put another seal on %(what)s"),
    "mediation.end_mediator": _("%(who)s ended %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "mediation_body": _("mediation body %(key)s"),
    "mediation_person": _("mediator %(key)s"),
}
