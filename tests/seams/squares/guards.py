"""Whether a village's square is still to be given."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from sanling.domain.workflow.conditions import Guard

GUARDS: Mapping[str, Guard] = {
    "square_is_free": Guard(
        lambda situation, _unit: all(clock.code != "use" for clock in situation.running()),
        gettext_lazy("Given already."),
    ),
}
