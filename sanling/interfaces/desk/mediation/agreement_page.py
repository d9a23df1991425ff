"""What the page of an agreement shows, to whom: the text, what was found in it, who signed, how it is performed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import agreements_of
from sanling.domain.mediation.agreements import Standing, findings_of, sides_of, signing_of, standing_of
from sanling.domain.mediation.examining import RULES, STOPS, Finding, Found
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Agreement, Obligation, Side, Signature
from sanling.domain.mediation.naming import LACKING, STANDINGS, side_name
from sanling.domain.mediation.papers import money
from sanling.domain.mediation.signing import lacks_to_seal, lacks_to_sign
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.agreements import shown
from sanling.interfaces.components.signing import RESULTS, PerformanceForm

FOUND: Mapping[Finding, StrPromise] = {
    Finding.ONE_SIDE: gettext_lazy("There is only one side: ask the other."),
    Finding.NAMELESS: gettext_lazy("The side has no name."),
    Finding.UNIDENTIFIED: gettext_lazy(
        "The side's citizen number isn't known; a court asks for it at confirmation."
    ),
    Finding.NO_GUARDIAN: gettext_lazy("A minor signs through a guardian: name one."),
    Finding.MINORS_GOODS: gettext_lazy(
        "A minor owes something: a guardian may dispose of it only for its good."
    ),
    Finding.NO_CLAUSE: gettext_lazy("Nothing is agreed on yet."),
    Finding.NO_FACTS: gettext_lazy("The facts are not written down."),
    Finding.AMOUNTS_DIFFER: gettext_lazy("The amount in figures and in characters differs."),
    Finding.NO_SUCH_DAY: gettext_lazy("There is no such day."),
    Finding.DAY_PAST: gettext_lazy("The day is over already."),
    Finding.OWED_BY_NOBODY: gettext_lazy("It isn't said who owes this to whom."),
    Finding.NO_DAY: gettext_lazy("It isn't said by which day."),
    Finding.NO_AMOUNT: gettext_lazy("It isn't said how much."),
    Finding.VAGUE: gettext_lazy("This can't be checked or enforced: say how much, where, by when."),
    Finding.JOINT_GOODS: gettext_lazy("This may belong to several: have all owners agree."),
}


@dataclass(frozen=True)
class Work:
    """A viewer at the agreement of a dispute: the last text, and what is the viewer's to do."""

    viewer: Viewer
    matter: Matter
    agreement: Agreement | None
    keeps: bool
    follows: bool
    seals: bool
    # Whether the viewer reads who agreed on what.
    reads: bool

    @property
    def mediates(self) -> bool:
        """Tell whether the viewer is the mediator, by the own post."""
        return self.matter.assignee_id is not None and self.viewer.own.post_id == self.matter.assignee_id


@dataclass(frozen=True)
class Line:
    """What was found, in words: where, what, the words there, and the rule."""

    where: str
    said: str
    words: Sequence[str]
    rule: str
    stops: bool


@dataclass(frozen=True)
class Owed:
    """An obligation with what was told of its performance, and the form of the step that tells more."""

    obligation: Obligation
    step: str
    form: PerformanceForm
    told: Sequence[str]


@dataclass(frozen=True)
class SideLine:
    """A side with its signature, if it has signed."""

    side: Side | None
    name: str
    signature: Signature | None


def context_of(work: Work, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page shows; without a right to read the text, only how it stands."""
    found = work.agreement
    context: dict[str, Any] = {
        "matter": work.matter,
        "agreement": found,
        "work": work,
        "said": STANDINGS[standing_of(found)] if found else "",
    }
    if found is None or not work.reads:
        return context
    context["earlier"] = [
        (text, STANDINGS[standing_of(text)]) for text in agreements_of(work.viewer, work.matter)[1:10]
    ]
    if found.closed_at is None:
        findings = findings_of(found)
        return context | {
            "findings": [_line(work.matter, each) for each in findings],
            "closes": work.keeps and not any(each.stops for each in findings),
        }
    if not found.content:
        # Its words went with the texts of the dispute, by the time limits of the archive.
        return context
    signing, standing = signing_of(found), standing_of(found)
    to_sign = standing is Standing.TO_SIGN
    return context | {
        "shown": shown(found),
        "to_sign": to_sign,
        "holds": standing is Standing.HOLDS,
        "lines": _side_lines(found),
        "lacking": [LACKING[what] for what in lacks_to_sign(signing)] if to_sign else [],
        "may_seal": work.seals and to_sign and found.sealed_at is None,
        "not_sealed_for": [LACKING[what] for what in lacks_to_seal(signing)],
        "owed": [
            _owed(obligation, sent)
            for obligation in found.obligations.prefetch_related("performances").order_by("nth")
        ],
    }


def _owed(obligation: Obligation, sent: Mapping[str, Any]) -> Owed:
    step = f"performance-{obligation.nth}"
    results = dict(RESULTS)
    told = [
        " ".join(
            filter(
                None,
                (
                    f"{said.done_on}",
                    str(results[said.result]),
                    money(said.amount) if said.amount else "",
                    said.remark,
                ),
            )
        )
        for said in obligation.performances.all()
    ]
    return Owed(obligation, step, sent.get(step) or PerformanceForm(obligation), told)


def _side_lines(agreement: Agreement) -> list[SideLine]:
    signatures = {signature.side_id: signature for signature in agreement.signatures.all()}
    sides = sides_of(agreement.matter_id)
    lines = [SideLine(side, side_name(side), signatures.get(side.pk)) for side in sides]
    return [*lines, SideLine(None, _("Mediator"), signatures.get(None))]


def _line(matter: Matter, found: Found) -> Line:
    caution = next(
        (rules for rules in part_of(matter.division_id[:4]).cautions if rules.code == found.caution), None
    )
    where = []
    if found.clause:
        where.append(_("Clause %(nth)d") % {"nth": found.clause})
    if found.side:
        where.append(_("Side %(nth)d") % {"nth": found.side})
    return Line(
        where=" · ".join(where),
        said=str(caution.name if caution else FOUND[found.finding]),
        words=found.words,
        rule=caution.source if caution else STOPS.get(found.finding) or RULES.get(found.finding, ""),
        stops=found.stops,
    )
