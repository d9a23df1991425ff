"""Choose columns: an account says which it wants to see of a list."""

from collections.abc import Sequence

from sanling.domain.people.access import Viewer
from sanling.processes.lists.models import ChosenColumns


def choose_columns(*, actor: Viewer, listed: str, codes: Sequence[str]) -> None:
    """Remember them; of none, forget what was chosen before, so that the usual ones are shown."""
    if codes:
        ChosenColumns.objects.update_or_create(
            user_id=actor.user_id, listed=listed, defaults={"codes": list(codes)}
        )
    else:
        ChosenColumns.objects.filter(user_id=actor.user_id, listed=listed).delete()
