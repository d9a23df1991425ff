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
    "mediation.say_in_room": _("%(who)s said something in the online room of %(what)s"),
    "mediation.join_call": _("%(who)s joined the call in the online room of %(what)s"),
    "mediation.leave_call": _("%(who)s left the call in the online room of %(what)s"),
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
    "mediation.plan_revisits": _("%(who)s planned revisits of settled disputes"),
    "mediation.remind_of_revisit": _("%(who)s reminded of a revisit of %(what)s"),
    "mediation.download_report": _("%(who)s downloaded %(what)s"),
    "mediation.record_revisit": _("%(who)s recorded a revisit of %(what)s"),
    "mediation.open_anew": _("%(who)s registered that %(what)s flared up again"),
    "mediation.hand_over": _("%(who)s handed %(what)s over to another office"),
    "mediation.record_coming": _("%(who)s kept from which office %(what)s came"),
    "mediation.decide_signal": _("%(who)s confirmed or dismissed a signal in %(what)s"),
    "mediation.answer_grounds": _("%(who)s answered the pre-check of an agreement in %(what)s"),
    "mediation.join_application": _("%(who)s kept that a side joined the application %(what)s"),
    "mediation.fetch_ruling": _("%(who)s fetched what the court decided in %(what)s"),
    "mediation.warn_of_confirmation": _(
        "%(who)s warned that the time to apply for confirmation ends in %(what)s"
    ),
    "mediation.plan_sitting": _("%(who)s planned a sitting in %(what)s"),
    "mediation.move_sitting": _("%(who)s moved a sitting in %(what)s"),
    "mediation.call_off_sitting": _("%(who)s called off a sitting in %(what)s"),
    "mediation.answer_sitting": _("%(who)s answered whether a side of %(what)s comes to a sitting"),
    "mediation.settle_beforehand": _("%(who)s settled something before a sitting in %(what)s"),
    "mediation.record_sitting": _("%(who)s recorded how a sitting in %(what)s went"),
    "mediation.write_minutes": _("%(who)s began the minutes of a sitting in %(what)s"),
    "mediation.close_minutes": _("%(who)s closed the minutes of a sitting in %(what)s"),
    "mediation.confirm_minutes": _("%(who)s kept a confirmation of minutes in %(what)s"),
    "mediation.correct_minutes": _("%(who)s had a correction put beside minutes in %(what)s"),
    "mediation.consent_to_recording": _("%(who)s kept whether a side of %(what)s agrees to be recorded"),
    "mediation.keep_recording": _("%(who)s kept the recording of a sitting in %(what)s"),
    "mediation.remind_of_sitting": _("%(who)s reminded of a sitting in %(what)s"),
    "mediation.put_seal": _("%(who)s put another seal on %(what)s"),
    "mediation.end_mediator": _("%(who)s ended %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "mediation_report": _("the report on people's mediation of %(key)s"),
    "mediation_body": _("mediation body %(key)s"),
    "mediation_person": _("mediator %(key)s"),
}
