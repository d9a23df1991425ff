"""Named conditions that a definition may put before an action; each says in words what is missing.

A room's are in the `GUARDS` of its `guards` module.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sanling.domain.workflow.conditions import Guard

GUARDS: Mapping[str, Guard] = {
    "unit_above": Guard(
        lambda situation, _unit: situation.unit_above() is not None, _("There is no level above this one.")
    ),
    "came_from_unit": Guard(
        lambda situation, _unit: situation.unit_before() is not None,
        _("This matter came from no other unit."),
    ),
    "no_open_joint": Guard(
        lambda situation, _unit: not situation.joints(), _("Departments called in have not finished yet.")
    ),
    "joint_not_signed": Guard(
        lambda situation, unit: any(not joint.signed_at for joint in situation.joints_of(unit)),
        _("Your unit has reported in already."),
    ),
    "joint_signed": Guard(
        lambda situation, unit: any(joint.signed_at for joint in situation.joints_of(unit)),
        _("Your unit has not reported in yet."),
    ),
    "extension_pending": Guard(
        lambda situation, _unit: situation.asked_extension() is not None, _("Nobody has asked for more time.")
    ),
    "no_extension_pending": Guard(
        lambda situation, _unit: situation.asked_extension() is None,
        _("A request for more time is waiting for its decision."),
    ),
    "supervised": Guard(
        lambda situation, _unit: any(clock.code == "supervised" for clock in situation.running()),
        _("The matter is not under supervision."),
    ),
}
