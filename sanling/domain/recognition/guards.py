"""What must hold before a recognition goes on, by name in the workflow."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sanling.domain.recognition.bars import bars_of
from sanling.domain.recognition.models import Comparison
from sanling.domain.recognition.situations import comparisons_of, recognition_of
from sanling.domain.subjects.rules import Group
from sanling.domain.workflow.conditions import Guard
from sanling.domain.workflow.transition import Situation
from sanling.foundation.delivery import sms


def _compared(situation: Situation) -> bool:
    found = comparisons_of(situation)
    return bool(found) and all(row.finding for row in found)


def _kept(situation: Situation) -> bool:
    return all(row.finding == Comparison.Finding.KEPT for row in comparisons_of(situation))


def _open(situation: Situation) -> bool:
    return any(not row.finding for row in comparisons_of(situation))


def _checked(situation: Situation) -> bool:
    recognition = recognition_of(situation)
    return not recognition.drawn or recognition.checked is True


GUARDS: Mapping[str, Guard] = {
    "of_a_sector": Guard(
        lambda situation, _unit: bool(recognition_of(situation).subject.sector),
        _("The subject is of no sector: there is nobody to ask for an opinion."),
    ),
    "of_no_sector": Guard(
        lambda situation, _unit: not recognition_of(situation).subject.sector,
        _("The subject is of a sector, whose department is asked first."),
    ),
    "zero_open": Guard(lambda situation, _unit: _open(situation), _("Every zero is established already.")),
    "compared": Guard(
        lambda situation, _unit: _compared(situation),
        _("A zero isn't established yet: its lead department says first whether it was kept."),
    ),
    "zeros_kept": Guard(lambda situation, _unit: _kept(situation), _("A zero was not kept.")),
    "not_barred": Guard(
        lambda situation, _unit: not bars_of(situation), _("Something bars the subject from recognition.")
    ),
    "drawn": Guard(
        lambda situation, _unit: recognition_of(situation).drawn,
        _("The subject was not drawn for a check on the spot."),
    ),
    "checked_if_drawn": Guard(
        lambda situation, _unit: _checked(situation),
        _("The subject was drawn for a check on the spot, which has not found it in order yet."),
    ),
    "has_link": Guard(
        lambda situation, _unit: recognition_of(situation).subject.group != Group.PLACES,
        _("Villages and communities declare at their own desk: they have no link."),
    ),
    "texts_go_out": Guard(
        lambda _situation, _unit: sms.can_send(),
        _("Text messages have no gateway here: hand the link over yourself."),
    ),
}
