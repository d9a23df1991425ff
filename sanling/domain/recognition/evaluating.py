"""The evaluation of a month as one statement, so that it sees one moment: facts that arrive meanwhile are of the next.

Its parts, as common table expressions: which rules find something at whom (``reason_found``), who is judged and where
they were (``subject_now``), what follows for each (``judged_now``), and what of it differs from what stands. A dry run
reads the same parts and writes nothing, so it predicts exactly. All SQL is put together from this file and what the
ORM makes of a standard (`judging`); what a profile says goes as parameters.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import connection

from sanling.domain.recognition.config import Colour, StandardPart
from sanling.domain.recognition.judging import Month, breaking
from sanling.domain.subjects.facts import fact_sources
from sanling.domain.subjects.models import OVER


@dataclass
class Sql:
    """A piece of SQL with what its placeholders stand for, in their order."""

    text: str
    params: list[Any] = field(default_factory=list)

    @classmethod
    def joined(cls, separator: str, pieces: "Iterable[Sql]") -> "Sql":
        """Return pieces one after the other."""
        found = list(pieces)
        return cls(
            separator.join(piece.text for piece in found),
            [value for piece in found for value in piece.params],
        )


class Moved(NamedTuple):
    """A subject whose colour an evaluation changes; without one where nothing stood, or nothing is established."""

    subject: int
    before: str
    after: str


@dataclass(frozen=True)
class Scope:
    """What is evaluated: a month of a city by a standard, of all its subjects or of some."""

    city: str
    month: Month
    part: StandardPart
    subjects: Sequence[int] | None = None

    @property
    def some(self) -> tuple[list[int] | None, list[int] | None]:
        """Return the subjects as the two values by which statements are narrowed to them, or to nothing."""
        keys = None if self.subjects is None else list(self.subjects)
        return keys, keys


def parts(scope: Scope) -> Sql:
    """Return the expressions from which an evaluation and its dry run are read."""
    named = {
        "reason_found": _reasons(scope),
        "subject_now": _subjects(scope),
        "established": _established(scope),
        "judged_now": _judged(scope),
        "reason_now": Sql(
            "SELECT f.* FROM reason_found f JOIN judged_now j USING (subject_id) WHERE j.exempt = ''"
        ),
        "judged_before": _before(scope),
    }
    return Sql.joined(
        ",\n", (Sql(f"{name} AS MATERIALIZED ({made.text})", made.params) for name, made in named.items())
    )


def _reasons(scope: Scope) -> Sql:
    return Sql.joined(" UNION ALL ", _found(scope))


def _found(scope: Scope) -> Iterator[Sql]:
    for rule in scope.part.rules:
        source = fact_sources()[rule.fact]
        found = breaking(rule, source, scope.month).filter(**{f"{source.subject}__city": scope.city})
        if scope.subjects is not None:
            found = found.filter(**{f"{source.subject}__in": scope.subjects})
        text, params = found.query.sql_with_params()
        yield Sql(
            "SELECT found.subject_id, %s::text AS zero, %s::text AS rule, %s::boolean AS veto, found.facts"  # noqa: S608
            f" FROM ({text}) AS found (subject_id, facts)",
            [rule.zero, rule.code, rule.veto, *params],
        )


def _subjects(scope: Scope) -> Sql:
    last = scope.month.end - timedelta(days=1)
    return Sql(
        'SELECT s.id AS subject_id, p.division_id AS division, s."group", s.type, p.sector, p.status'
        " FROM subjects_period p JOIN subjects_subject s ON s.id = p.subject_id"
        " WHERE p.division_id LIKE %s AND p.begins_on <= %s AND (p.ends_on IS NULL OR p.ends_on > %s)"
        " AND p.status <> ALL(%s) AND (%s::bigint[] IS NULL OR s.id = ANY(%s))",
        [f"{scope.city}%", last, last, OVER, *scope.some],
    )


def _established(scope: Scope) -> Sql:
    return Sql(
        "SELECT d.division, array_agg(DISTINCT c.zero) AS zeros"
        " FROM (SELECT DISTINCT division FROM subject_now) d JOIN recognition_confirmation c"
        " ON starts_with(d.division, c.division_id) AND c.month = %s AND c.ended_at IS NULL GROUP BY d.division",
        [scope.month.first],
    )


def _judged(scope: Scope) -> Sql:
    zeros = sorted(scope.part.by_zero)
    colour, exempt = _colour(scope.part.colours), _exempt(scope.part)
    return Sql(
        "SELECT told.*, CASE WHEN exempt <> '' THEN '' ELSE "  # noqa: S608
        f'{colour.text} END AS colour FROM (SELECT n.subject_id, n.division, n."group", n.type, n.sector, n.exempt,'
        " CASE WHEN n.exempt = '' THEN coalesce(b.broken, '{}') ELSE '{}' END AS broken,"
        " CASE WHEN n.exempt = '' THEN ARRAY(SELECT zero FROM unnest(%s::text[]) AS zero WHERE"
        " NOT zero = ANY(coalesce(b.broken, '{}')) AND NOT zero = ANY(coalesce(e.zeros, '{}')) ORDER BY zero)"
        " ELSE '{}' END AS open, coalesce(b.veto, false) AS veto"
        f" FROM (SELECT *, {exempt.text} AS exempt FROM subject_now) n"
        " LEFT JOIN (SELECT subject_id, array_agg(DISTINCT zero ORDER BY zero) AS broken, bool_or(veto) AS veto"
        " FROM reason_found GROUP BY subject_id) b USING (subject_id)"
        " LEFT JOIN established e USING (division)) told",
        [*colour.params, zeros, *exempt.params],
    )


def _colour(colours: Sequence[Colour]) -> Sql:
    """Return the first colour of which a condition holds; the last is only had once all is established."""
    *worse, last = colours
    cases = [
        Sql.joined("", [Sql("WHEN "), _holds(colour), Sql(" THEN %s::text", [colour.code])])
        for colour in worse
    ]
    rest = Sql("WHEN cardinality(open) > 0 THEN '' ELSE %s::text", [last.code])
    return Sql.joined(" ", [Sql("CASE"), *cases, rest, Sql("END")])


def _holds(colour: Colour) -> Sql:
    asked = [Sql("veto")] if colour.veto else []
    if colour.broken is not None:
        asked.append(Sql("cardinality(broken) >= %s", [colour.broken]))
    if colour.zeros:
        asked.append(Sql("broken && %s::text[]", [list(colour.zeros)]))
    return Sql.joined("", [Sql("("), Sql.joined(" OR ", asked), Sql(")")])


def _exempt(part: StandardPart) -> Sql:
    cases = [
        Sql(
            "WHEN (cardinality(%s::text[]) = 0 OR type = ANY(%s)) AND (cardinality(%s::text[]) = 0 OR status = ANY(%s))"
            " THEN %s::text",
            [types := list(exemption.types), types, of := list(exemption.statuses), of, exemption.code],
        )
        for exemption in part.exemptions
    ]
    return Sql.joined(" ", [Sql("CASE"), *cases, Sql("ELSE '' END")]) if cases else Sql("''::text")


def _before(scope: Scope) -> Sql:
    return Sql(
        "SELECT * FROM recognition_judged WHERE month = %s AND division LIKE %s"
        " AND (%s::bigint[] IS NULL OR subject_id = ANY(%s))",
        [scope.month.first, f"{scope.city}%", *scope.some],
    )


MOVED = Sql(
    "SELECT subject_id, coalesce(b.colour, ''), coalesce(n.colour, '') FROM judged_before b"
    " FULL JOIN judged_now n USING (subject_id) WHERE coalesce(b.colour, '') <> coalesce(n.colour, '')"
    " ORDER BY subject_id"
)


def dry_run(scope: Scope) -> list[Moved]:
    """Return whose colour would change, and write nothing."""
    return _moved(Sql.joined("\n", [Sql("WITH"), parts(scope), MOVED]))


def write(scope: Scope, standard: int) -> list[Moved]:
    """Write what differs, in the caller's transaction, and return whose colour changed."""
    stand = [
        Sql.joined("\n", [Sql("WITH"), parts(scope)]),
        Sql(
            "put_judged AS (INSERT INTO recognition_judged AS j"
            ' (month, subject_id, division, "group", type, sector, broken, open, colour, exempt)'
            ' SELECT %s, n.subject_id, n.division, n."group", n.type, n.sector, n.broken, n.open, n.colour, n.exempt'
            " FROM judged_now n LEFT JOIN judged_before b USING (subject_id) WHERE b.id IS NULL"
            ' OR (b.division, b."group", b.type, b.sector, b.broken::text[], b.open::text[], b.colour, b.exempt)'
            ' IS DISTINCT FROM (n.division, n."group", n.type, n.sector, n.broken, n.open, n.colour, n.exempt)'
            " ON CONFLICT (subject_id, month) DO UPDATE SET"
            ' (division, "group", type, sector, broken, open, colour, exempt) = (EXCLUDED.division, EXCLUDED."group",'
            " EXCLUDED.type, EXCLUDED.sector, EXCLUDED.broken, EXCLUDED.open, EXCLUDED.colour, EXCLUDED.exempt))",
            [scope.month.first],
        ),
        Sql(
            "gone_judged AS (DELETE FROM recognition_judged j USING judged_before b WHERE j.id = b.id"
            " AND NOT EXISTS (SELECT FROM judged_now n WHERE n.subject_id = b.subject_id))"
        ),
        Sql(
            "reason_before AS MATERIALIZED (SELECT r.* FROM recognition_reason r JOIN subjects_subject s"
            " ON s.id = r.subject_id WHERE r.month = %s AND s.city = %s AND (%s::bigint[] IS NULL OR s.id = ANY(%s)))",
            [scope.month.first, scope.city, *scope.some],
        ),
        Sql(
            "put_reason AS (INSERT INTO recognition_reason (month, subject_id, zero, rule, veto, standard_id, facts)"
            " SELECT %s, n.subject_id, n.zero, n.rule, n.veto, %s, n.facts"
            " FROM reason_now n LEFT JOIN reason_before b USING (subject_id, rule) WHERE b.id IS NULL"
            " OR (b.zero, b.veto, b.standard_id, b.facts) IS DISTINCT FROM (n.zero, n.veto, %s, n.facts)"
            " ON CONFLICT (subject_id, month, rule) DO UPDATE SET (zero, veto, standard_id, facts)"
            " = (EXCLUDED.zero, EXCLUDED.veto, EXCLUDED.standard_id, EXCLUDED.facts))",
            [scope.month.first, standard, standard],
        ),
        Sql(
            "gone_reason AS (DELETE FROM recognition_reason r USING reason_before b WHERE r.id = b.id AND NOT EXISTS"
            " (SELECT FROM reason_now n WHERE n.subject_id = b.subject_id AND n.rule = b.rule))"
        ),
    ]
    return _moved(Sql.joined("\n", [Sql.joined(",\n", stand), MOVED]))


def _moved(asked: Sql) -> list[Moved]:
    with connection.cursor() as cursor:
        cursor.execute(asked.text, asked.params)
        return list(map(Moved._make, cursor.fetchall()))
