"""What rules of retention may have the room forget."""

from collections.abc import Sequence

from sanling.domain.matters.models import Entry, Matter


def _forget_occasions(matters: Sequence[Matter]) -> None:
    given = list(Entry.objects.filter(matter__in=matters, code="allot"))
    for entry in given:
        entry.params.pop("for", None)
    Entry.objects.bulk_update(given, ["params"])


FORGETTERS = {"occasions": _forget_occasions}
