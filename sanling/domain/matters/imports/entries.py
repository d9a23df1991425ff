"""What was done in the matters of an earlier system, as it was written down there."""

from collections.abc import Hashable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from sanling.domain.matters.actions.add_history import Act, add_history
from sanling.domain.matters.earlier import EARLIER, SAID, TEXT, brought_before
from sanling.domain.matters.imports.columns import OF_ENTRIES
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.naming import UnitBook
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Row, Sheet, Taking
from sanling.foundation.tables.said import SaidOnce

HEADINGS = {column.code: column.names[0] for column in OF_ENTRIES}
# What makes two of them one: the matter, when, what was done and what was written.
EntryKey = tuple[int, datetime, str, str]


class TakeEntries(Taking):
    """Takes in entries of matters that were taken in before."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.actor, self.city = actor, profile.city
        self.units = UnitBook(profile.city)
        self.said = SaidOnce()

    def key(self, row: Row) -> Hashable:
        """Return whose entry it is: those of one matter that follow each other are taken together."""
        return row["number"] or row.number

    def take(self, rows: Sequence[Row]) -> None:
        """Add what is not there yet."""
        wanted = {row["number"] for row in rows if row["number"]}
        found = brought_before(self.city, wanted).only("earlier_number", "division", "unit", "text")
        matters = {matter.earlier_number: matter for matter in found}
        told = Entry.objects.filter(matter__in=matters.values(), code=EARLIER)
        known: set[EntryKey] = {
            (pk, at, params.get(SAID, ""), params.get(TEXT, ""))
            for pk, at, params in told.values_list("matter", "at", "params")
        }
        new = []
        for row in rows:
            act = self._read(row, matters)
            if act is None:
                continue
            key = (act.matter.pk, act.at, act.said, act.text)
            row.became = Became.SAME if key in known else Became.NEW
            if key not in known:
                known.add(key)
                new.append(act)
        add_history(actor=self.actor, acts=new)

    def _read(self, row: Row, matters: dict[str, Matter]) -> Act | None:
        """Return what a row says; ``None`` where it says too little or wrong, or of what is forgotten."""
        matter = matters.get(row["number"])
        if row["number"] and matter is None:
            text = _("No matter with this number was taken in.")
            row.refuse(HEADINGS["number"], text, row["number"])
        if not row["said"] and not row["text"]:
            row.refuse(HEADINGS["said"], _("Please fill this in."))
        unit_id = matter.unit_id if matter else 0
        if row["unit"]:
            try:
                unit_id = self.units.near(row["unit"], matter.division_id if matter else "").pk
            except ValueError as error:
                row.refuse(HEADINGS["unit"], str(error), row["unit"])
        if row.faults or matter is None:
            return None
        if not matter.text:
            row.pass_over(_("what the matter said has been forgotten by a rule of retention"))
            return None
        return Act(matter, row["at"], unit_id, said=row["said"], text=row["text"], by=row["by"])


ENTRIES = Sheet("entries", OF_ENTRIES, TakeEntries, either=("said", "text"))
