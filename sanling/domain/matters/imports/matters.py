"""Matters from the lists of an earlier system: those that are over as they were, the open ones to be gone on with."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanling.domain.matters.actions.take_over import take_over
from sanling.domain.matters.changes import Batch
from sanling.domain.matters.earlier import Earlier, brought_before
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.identity import PersonDetails, identity_columns
from sanling.domain.matters.imports.accused import Accused
from sanling.domain.matters.imports.columns import OF_MATTERS
from sanling.domain.matters.imports.words import Words
from sanling.domain.matters.intake import intake_unit
from sanling.domain.matters.models import Party
from sanling.domain.matters.reports import LONGEST_TITLE, title_of
from sanling.domain.people.naming import UnitBook
from sanling.domain.territory.naming import PLACE_COLUMNS, PlaceBook, said_place
from sanling.foundation.audit.actor import Actor
from sanling.foundation.calendar import CHINA
from sanling.foundation.cleaning import says_something
from sanling.foundation.privacy.normalise import normalise_citizen_number
from sanling.foundation.privacy.phone import normalise_phone
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Row, Sheet, Taking
from sanling.foundation.tables.said import SaidOnce

HEADINGS = {column.code: column.names[0] for column in OF_MATTERS}


class TakeMatters(Taking):
    """Takes in matters; what is there already stays as it is."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.actor, self.profile = actor, profile
        self.words = Words(profile)
        self.places, self.units = PlaceBook(profile.city), UnitBook(profile.city)
        self.accused = Accused(profile, self.units, self.places)
        self.takes_in = cache(intake_unit)
        # What is open among them is scanned, and told of, in the lane of what comes in bulk.
        self.batch = Batch(uuid4(), large=True)
        self.said = SaidOnce()
        self.open = 0

    def take(self, rows: Sequence[Row]) -> None:
        """Take over what is not there yet."""
        there = brought_before(self.profile.city, [row["number"] for row in rows if row["number"]])
        known = set(there.values_list("earlier_number", flat=True))
        new: list[tuple[Row, Earlier]] = []
        for row in rows:
            if row["number"] in known:
                row.became = Became.SAME
                self._note_once(row)
            elif (earlier := self._read(row)) and self._note_once(row):
                new.append((row, earlier))
        take_over(
            actor=self.actor,
            profile=self.profile,
            matters=[earlier for _row, earlier in new],
            batch=self.batch,
        )
        for row, _earlier in new:
            row.became = Became.NEW
        self.open += sum(earlier.ended_at is None for _row, earlier in new)

    def finish(self) -> Sequence[str]:
        """Tell how many wait for somebody."""
        if not self.open:
            return ()
        text = ngettext(
            "%(count)d of the new matters is open: it waits at its unit, and its clocks run from now.",
            "%(count)d of the new matters are open: they wait at their units, and their clocks run from now.",
            self.open,
        )
        return (text % {"count": self.open},)

    def _note_once(self, row: Row) -> bool:
        first = self.said.claim(row.number, row["number"])
        if first is not None:
            text = _("This number stands in row %(row)d already.")
            row.refuse(HEADINGS["number"], text % {"row": first}, row["number"])
        return first is None

    def _read(self, row: Row) -> Earlier | None:
        """Return what a row says; ``None`` where it says too little or wrong, as noted in it."""
        kind = self._found(row, "kind", lambda: self.words.kind(row["kind"]))
        category = kind and self._found(
            row, "category", lambda: self.words.category(kind.code, row["category"])
        )
        outcome = kind and self._found(row, "outcome", lambda: self.words.outcome(kind.code, row["outcome"]))
        channel = self._found(row, "channel", lambda: self.words.channel(row["channel"]))
        division, unit_id = self._where(row)
        ended = self._ended(row)
        parties = [*self._parties(row), *self._accused(row, division)]
        title, text = _told(row)
        if row.faults or not kind:
            return None
        return Earlier(
            number=row["number"],
            kind=kind.code,
            category=category,
            division=division,
            unit_id=unit_id,
            title=title,
            text=text,
            place=row["place"],
            channel=channel,
            headcount=row["headcount"] or 1,
            registered_at=row["registered"],
            ended_at=ended,
            outcome=outcome,
            parties=parties,
        )

    def _found(self, row: Row, code: str, find: Any) -> Any:
        if code == "kind" and not row[code]:
            return None
        try:
            return find()
        except ValueError as error:
            row.refuse(HEADINGS[code], str(error), str(row[code]))
            return None

    def _where(self, row: Row) -> tuple[str, int]:
        """Return the place and the unit that holds it: the one named, else the one that takes in for the place."""
        said, heading = said_place(row), PLACE_COLUMNS[0].names[0]
        try:
            path = self.places.find(said) if said else ""
            heading = HEADINGS["unit"]
            if row["unit"]:
                unit = self.units.near(row["unit"], path)
                return path or unit.division, unit.pk
            if not path:
                raise ValueError(_("Say where it was, or which unit had it."))
            return path, self.takes_in(path).pk
        except Invalid as invalid:
            row.refuse(heading, " ".join(invalid.errors.values()))
        except ValueError as error:
            row.refuse(heading, str(error), row["unit"] or said)
        return "", 0

    def _ended(self, row: Row) -> datetime | None:
        """Return when it ended; a day without a time is no earlier than the registration on that day."""
        registered: datetime | None = row["registered"] or None
        ended: datetime | None = row["ended"] or None
        over = row["status"]
        if ended is None:
            if over is True or row["outcome"]:
                row.refuse(HEADINGS["ended"], _("It is over: say when it ended."))
            return None
        if over is False:
            row.refuse(HEADINGS["status"], _("It is said to be open, and yet to have ended."))
        if not registered or ended >= registered:
            return ended
        if ended.astimezone(CHINA).date() == registered.astimezone(CHINA).date():
            return registered
        row.refuse(HEADINGS["ended"], _("It can't have ended before it was registered."))
        return None

    def _parties(self, row: Row) -> list[Party]:
        said = PersonDetails(
            name=row["name"],
            phone=self._said(
                row, "phone", lambda: normalise_phone(row["phone"], area=self.profile.area_code)
            ),
            citizen_number=self._said(
                row, "citizen_number", lambda: normalise_citizen_number(row["citizen_number"])
            ),
            address=row["address"],
        )
        found = []
        if any(vars(said).values()):
            heads = row["headcount"] or 1
            found.append(
                Party(
                    role=Party.Role.APPLICANT, headcount=heads, no_publication=True, **identity_columns(said)
                )
            )
        return found

    def _accused(self, row: Row, division: str) -> list[Party]:
        """Return the other side: a unit that the words mean is one, and so doesn't read who complained."""
        said = row["respondent"]
        if not said:
            return []
        try:
            found = self.accused.in_words(said, division)
        except ValueError as error:
            row.refuse(HEADINGS["respondent"], str(error))
            return []
        units: list[int | None] = [unit.pk for unit in found]
        return [Party(role=Party.Role.RESPONDENT, unit_id=unit, description=said) for unit in units or [None]]

    def _said(self, row: Row, code: str, read: Any) -> str:
        if not row[code]:
            return ""
        try:
            found: str = read()
        except ValueError as error:
            row.refuse(HEADINGS[code], str(error))
            return ""
        return found


def _told(row: Row) -> tuple[str, str]:
    """Return title and text, each from the other where it is missing."""
    title, text = row["title"], row["text"]
    if not title and not text:
        row.refuse(HEADINGS["text"], _("Please fill this in."))
    elif len(title) > LONGEST_TITLE or not says_something(title):
        # Nothing is cut off or dropped: the whole of it begins the text.
        text = f"{title}\n{text}".strip()
        title = title_of(text)
    return title, text or title


MATTERS = Sheet(
    "matters", OF_MATTERS, TakeMatters, either=("unit", *(column.code for column in PLACE_COLUMNS))
)
