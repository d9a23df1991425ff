"""Which unit works off a subject's warning: the people in charge there, its sector department, or its township."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office
from sanling.domain.recognition.warning_config import WarningsPart
from sanling.domain.subjects.models import Charge, Subject
from sanling.domain.subjects.rules import Group
from sanling.domain.territory.rules import ancestors_of
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True)
class _UnitThere:
    pk: int
    kind: str
    lines: frozenset[str]


def responsible_units(subjects: Sequence[Subject]) -> Mapping[int, int]:
    """Return which unit answers for each of some subjects of one city, by key; of some nobody does. Two queries."""
    if not subjects:
        return {}
    part: WarningsPart = profile_for(subjects[0].city).part("warnings")
    charged = _charged(subjects)
    there = _units(subjects)
    found = {
        subject.pk: next(
            _candidates(part.responsible.get(Group(subject.group), ()), subject, charged, there), None
        )
        for subject in subjects
    }
    return {subject: unit for subject, unit in found.items() if unit is not None}


def _candidates(
    named: Sequence[str],
    subject: Subject,
    charged: Mapping[tuple[int, str], int],
    there: Mapping[str, Sequence[_UnitThere]],
) -> Iterator[int]:
    upwards = [subject.division_id, *reversed(ancestors_of(subject.division_id))]
    for whose in named:
        what, _colon, code = whose.partition(":")
        if what == "duty":
            if (subject.pk, code) in charged:
                yield charged[subject.pk, code]
            continue
        for path in upwards:
            for unit in there.get(path, ()):
                if unit.kind == code or (
                    what == "sector" and subject.sector and subject.sector in unit.lines
                ):
                    yield unit.pk


def _charged(subjects: Sequence[Subject]) -> dict[tuple[int, str], int]:
    posts = Post.objects.filter(in_office(clock.now()))
    held = Charge.objects.filter(subject__in=subjects, ends_on=None, post__in=posts)
    return {
        (subject, duty): unit for subject, duty, unit in held.values_list("subject", "duty", "post__unit")
    }


def _units(subjects: Sequence[Subject]) -> Mapping[str, Sequence[_UnitThere]]:
    paths = {
        path for subject in subjects for path in (subject.division_id, *ancestors_of(subject.division_id))
    }
    found: dict[str, list[_UnitThere]] = defaultdict(list)
    units = Unit.objects.filter(division__in=paths, ends_on=None).order_by("pk")
    for pk, division, kind, lines in units.values_list("pk", "division", "kind", "lines"):
        found[division].append(_UnitThere(pk, kind, frozenset(lines)))
    return found
