"""Put subjects: new ones are added, others changed from a day on; what was known before stays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import keeps
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.models import Period, Subject
from sanling.domain.subjects.rules import Status
from sanling.domain.subjects.telling import tell_moved
from sanling.domain.territory.actions.retire_code_point import retire_codes_of
from sanling.domain.territory.points import Misplaced, place_point
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many, insert_values, update_many
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_for

# What a period keeps of a subject.
KEPT = ("name", "division_id", "sector", "status", "address", "lon", "lat", "fields")
# What it became part of has no history.
NOW = ("into_id",)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of the subject of a code: ``values`` by the names in `KEPT` and `NOW`; what isn't named stays.

    Of ``fields``, too, those that aren't named stay, and those said to be "" go. ``seen`` is the key of the period that
    whoever says it has read, 0 for a new one; None says it whatever is there.
    """

    code: str
    type: str
    values: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None


@dataclass(frozen=True)
class Refused:
    """Why nothing was written of one, in words, and what of it is wrong, by its name in `Said`."""

    field: str
    why: str


@dataclass(frozen=True)
class Put:
    """What became of one: the subject as it is now, and what it was before, of a new one nothing; or why not."""

    subject: Subject
    before: Mapping[str, Any] = field(default_factory=dict)
    refused: Refused | None = None

    @property
    def is_new(self) -> bool:
        """Tell whether it was added."""
        return not self.before

    @property
    def is_changed(self) -> bool:
        """Tell whether it was added, or anything of it differs from what it was before."""
        return not self.refused and (self.is_new or self.before != values_of(self.subject))

    @property
    def begins_anew(self) -> bool:
        """Tell whether something differs of which there is a history."""
        return any(self.before[name] != getattr(self.subject, name) for name in KEPT if name in self.before)

    @property
    def leaves(self) -> bool:
        """Tell whether it is no longer where it was: a poster that hangs there tells a wrong place."""
        now = self.subject
        ends = Status(now.status).is_over and now.status != self.before.get("status")
        return not self.is_new and (ends or now.division_id != self.before["division_id"])


def values_of(subject: Subject) -> dict[str, Any]:
    """Return what can be said of a subject, as it is now."""
    return {name: getattr(subject, name) for name in (*KEPT, *NOW)}


def put_subjects(*, actor: Actor, city: str, said: Sequence[Said], on: date) -> list[Put]:
    """Add and change subjects of a city from a day on, and return what became of each, in the order given.

    One that is refused has written nothing; the number of statements doesn't grow with the list. Raises
    ``IntegrityError`` where somebody adds the same at this moment.
    """
    with transaction.atomic():
        codes = [about.code for about in said]
        called = Subject.objects.filter(AnyOf(F("code"), codes), city=city)
        found = called.select_for_update(no_key=True)
        there = {subject.code: subject for subject in found.order_by("pk")}
        needed = on < today() or any(about.seen for about in said)
        lasting = _lasting(there.values()) if needed else {}
        putting = _Putting(actor, city, profile_for(city).part("subjects"), there, lasting, on)
        puts = [putting.put(about) for about in said]
        changed = [put for put in puts if put.is_changed]
        _write(actor, changed, on)
        retire_codes_of(actor=actor, city=city, of=[put.subject.code for put in changed if put.leaves])
        tell_moved({path for put in changed for path in _places(put)})
        record_many(_audit_row(actor, city, put) for put in changed)
    return puts


def _lasting(subjects: Collection[Subject]) -> dict[int, tuple[int, date]]:
    """Return by which periods subjects are as they are, and since when."""
    keys = [subject.pk for subject in subjects]
    lasting = Period.objects.filter(AnyOf(F("subject"), keys), ends_on=None)
    return {subject: (pk, begun) for subject, pk, begun in lasting.values_list("subject", "pk", "begins_on")}


@dataclass
class _Putting:
    """Judges what is said, by what is there."""

    actor: Actor
    city: str
    part: SubjectsPart
    there: Mapping[str, Subject]
    lasting: Mapping[int, tuple[int, date]]
    on: date
    said: set[str] = field(default_factory=set)

    def put(self, about: Said) -> Put:
        """Return a subject as it is to be, or why not."""
        kind = self.part.by_type[about.type]
        was = self.there.get(about.code) or Subject(
            code=about.code, type=kind.code, group=kind.group, sector=kind.sector or "", begins_on=self.on
        )
        # Of a new one there is nothing that it was.
        wanted = Subject(**{name: getattr(was, name) for name in _COLUMNS}) if was.pk else was
        for name, value in about.values.items():
            setattr(wanted, name, _kept({**was.fields, **value}) if name == "fields" else value)
        over = Status(wanted.status).is_over
        wanted.ends_on = (was.ends_on or self.on) if over else None
        put = Put(wanted, values_of(was) if was.pk else {})
        return replace(put, refused=self._refusal(about, put))

    def _refusal(self, about: Said, put: Put) -> Refused | None:
        wanted, again = put.subject, about.code in self.said
        self.said.add(about.code)
        if again:
            return Refused("code", _("This code is said twice."))
        if not wanted.name or not wanted.division_id:
            return Refused("name", _("A new subject needs a name, and the place where it lies."))
        return (
            # Before anything is said of one that is somebody else's.
            self._not_kept(put)
            or self._of_another_type(about, wanted)
            or self._stale(about, wanted)
            or self._wrong_end(wanted)
            or self._wrong_day(put)
            or self._misplaced(about, put)
        )

    def _of_another_type(self, about: Said, wanted: Subject) -> Refused | None:
        if wanted.type == about.type:
            return None
        return Refused("type", _("A subject of another type has this code already."))

    def _stale(self, about: Said, wanted: Subject) -> Refused | None:
        if about.seen == 0 and wanted.pk:
            return Refused("code", _("There is a subject with this code already."))
        if about.seen and self.lasting.get(wanted.pk, (0,))[0] != about.seen:
            return Refused("", _("Somebody changed it meanwhile. Please look at it again."))
        return None

    def _wrong_end(self, wanted: Subject) -> Refused | None:
        itself = wanted.into_id is not None and wanted.into_id == wanted.pk
        if (wanted.status == Status.MERGED) == (wanted.into_id is not None) and not itself:
            return None
        return Refused("into", _("Say what it became part of; only of a merged one that is said."))

    def _wrong_day(self, put: Put) -> Refused | None:
        _period, begun = self.lasting.get(put.subject.pk, (0, self.on))
        if self.on <= today() and (begun <= self.on or not put.is_changed):
            return None
        if self.on > today():
            return Refused("on", _("This is yet to come."))
        return Refused("on", _("From a day that has come, and not before %(day)s.") % {"day": begun})

    def _misplaced(self, about: Said, put: Put) -> Refused | None:
        """Tell where a point that is said can't be."""
        wanted = put.subject
        if about.values.keys().isdisjoint({"lon", "lat"}):
            self._leave_point(put)
            return None
        try:
            place_point(self.city, wanted.lon, wanted.lat, division=wanted.division_id)
        except Misplaced as wrong:
            return Refused(wrong.field, str(wrong))
        return None

    def _leave_point(self, put: Put) -> None:
        """Take a point away from a subject that moved, unless it is drawn to lie where the subject is now."""
        now = put.subject
        if now.lon is None or now.division_id == put.before.get("division_id", now.division_id):
            return
        try:
            placed = place_point(self.city, now.lon, now.lat)
        except Misplaced:
            placed = None
        if placed is None or not placed.division.startswith(now.division_id):
            now.lon = now.lat = None

    def _not_kept(self, put: Put) -> Refused | None:
        wanted, before = put.subject, put.before
        places = {wanted.division_id, before.get("division_id", wanted.division_id)}
        lines = {(wanted.type, sector) for sector in (wanted.sector, before.get("sector", wanted.sector))}
        if not isinstance(self.actor, Viewer):
            return None
        if all(keeps(self.actor, path, line) for path in places for line in lines):
            return None
        return Refused("", _("Your post doesn't keep subjects of this type and sector there."))


def _places(put: Put) -> set[str]:
    """Return where a subject lies, and where it lay."""
    now = put.subject.division_id
    return {now, put.before.get("division_id", now)}


def _kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {code: value for code, value in fields.items() if value != ""}


_what_is_kept = attrgetter(*KEPT)
_COLUMNS = ("pk", "type", "group", "code", "begins_on", "ends_on", *KEPT, *NOW)


def _write(actor: Actor, changed: Sequence[Put], on: date) -> None:
    new = {put.subject.code: put.subject for put in changed if put.is_new}
    # In one order, so that two who add the same wait for each other once.
    insert_many(Subject, [new[code] for code in sorted(new)])
    old = [put for put in changed if not put.is_new]
    update_many([put.subject for put in old], [*KEPT, *NOW, "ends_on"])
    anew = [put.subject for put in old if put.begins_anew]
    lasting = Period.objects.filter(AnyOf(F("subject"), [subject.pk for subject in anew]), ends_on=None)
    lasting.update(ends_on=on)
    known = (on, clock.now(), actor.key)
    periods = [(subject.pk, *known, *_what_is_kept(subject)) for subject in (*new.values(), *anew)]
    insert_values(Period, ("subject_id", "begins_on", "recorded_at", "by", *KEPT), periods)


def _audit_row(actor: Actor, city: str, put: Put) -> NewAuditRow:
    """Tell which values differ; the values themselves are in the periods."""
    now = values_of(put.subject)
    differs = sorted(name for name, value in put.before.items() if value != now[name])
    return NewAuditRow(
        actor=actor,
        act="subject.add" if put.is_new else "subject.change",
        subject=f"subject:{put.subject.pk}",
        city=city,
        detail={"type": put.subject.type} if put.is_new else {"changed": differs},
    )
