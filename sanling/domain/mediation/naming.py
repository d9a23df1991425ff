"""What the codes of mediation are called, in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.matters.config import MattersPart
from sanling.domain.mediation.config import BodyKind, MediationPart
from sanling.domain.mediation.models import Choice, Member, Performance, Revisit, Side
from sanling.domain.mediation.rules import Answered, Effect, Form
from sanling.domain.mediation.signing import Lacking
from sanling.domain.mediation.sitting import Settled
from sanling.foundation.profile.registry import profile_for

FORMS: Mapping[Form, StrPromise] = {
    Form.ORAL: gettext_lazy("Oral agreement"),
    Form.WRITTEN: gettext_lazy("Written agreement"),
    Form.ELECTRONIC: gettext_lazy("Electronic agreement"),
}
EFFECTS: Mapping[Effect, StrPromise] = {
    Effect.REACHED: gettext_lazy("takes effect when it is reached"),
    Effect.SEALED: gettext_lazy(
        "takes effect when all parties and the mediator have signed and the body has sealed it"
    ),
    Effect.SIGNED: gettext_lazy("takes effect when all parties and the mediator have signed"),
    Effect.E_SIGNED: gettext_lazy(
        "takes effect at the instant when all parties have completed their electronic signatures"
    ),
}

LACKING: Mapping[Lacking, StrPromise] = {
    Lacking.CONSENT: gettext_lazy(
        "Not all sides have agreed to mediation (People's Mediation Law, art. 17)."
    ),
    Lacking.NOTICE: gettext_lazy(
        "Before anybody signs, each side confirms that it read its rights and duties (Rules on the Work of People's"
        " Mediation, art. 30)."
    ),
    Lacking.SIGNATURES: gettext_lazy(
        "Not all sides have signed: the seal comes last (People's Mediation Law, art. 29)."
    ),
    Lacking.MEDIATOR: gettext_lazy(
        "The mediator has not signed: the seal comes last (People's Mediation Law, art. 29)."
    ),
}
SETTLED: Mapping[Settled, StrPromise] = {
    Settled.CONFLICTS: gettext_lazy("conflicts of interest told"),
    Settled.IDENTITY: gettext_lazy("identity checked"),
    Settled.WARNING: gettext_lazy("warned against sham mediation"),
    Settled.ADDRESS: gettext_lazy("address for service confirmed"),
}
ENDED: Mapping[str, StrPromise] = {
    "": gettext_lazy("planned"),
    "moved": gettext_lazy("moved"),
    "off": gettext_lazy("called off"),
    "held": gettext_lazy("held"),
    "missed": gettext_lazy("not held"),
}
STANDINGS: Mapping[str, StrPromise] = {
    "drawn_up": gettext_lazy("being drawn up"),
    "to_sign": gettext_lazy("waits for signatures"),
    "holds": gettext_lazy("in force"),
    "changed": gettext_lazy("replaced by another text"),
    "withdrawn": gettext_lazy("withdrawn"),
}

CAPACITIES: Mapping[str, StrPromise] = {
    Member.Capacity.SELF: gettext_lazy("Party itself"),
    Member.Capacity.REPRESENTATIVE: gettext_lazy("Representative"),
    Member.Capacity.GUARDIAN: gettext_lazy("Guardian"),
}
ANSWERED: Mapping[Answered, StrPromise] = {
    Answered.WISH: gettext_lazy("the office is told whom you wish for"),
    Answered.WAITS: gettext_lazy("hasn't been asked yet"),
    Answered.ASKED: gettext_lazy("asked, has yet to accept"),
    Answered.ACCEPTED: gettext_lazy("has accepted"),
    Answered.OVER: gettext_lazy("doesn't mediate this"),
}
ITEMS: Mapping[str, StrPromise] = {
    "application": gettext_lazy("Application or registration"),
    "notice": gettext_lazy("Notice of rights and duties"),
    "identity": gettext_lazy("Identity of the parties"),
    "authorisation": gettext_lazy("Letters of delegation"),
    "investigation": gettext_lazy("Record of investigation"),
    "evidence": gettext_lazy("Evidence of the parties"),
    "record": gettext_lazy("Record of mediation"),
    "agreement": gettext_lazy("Agreement"),
    "performance": gettext_lazy("Proof of performance"),
    "revisits": gettext_lazy("Record of revisits"),
    "confirmation": gettext_lazy("Papers of judicial confirmation"),
    "note": gettext_lazy("Notes"),
    "back_cover": gettext_lazy("Back cover"),
}
PERFORMED: Mapping[str, StrPromise] = {
    Performance.Result.WHOLE: gettext_lazy("Wholly"),
    Performance.Result.PARTLY: gettext_lazy("In part"),
    Performance.Result.BROKEN: gettext_lazy("Not at all"),
}
FOUND_AGAIN: Mapping[str, StrPromise] = {
    Revisit.Result.KEPT: gettext_lazy("Quiet, and what was agreed on is kept"),
    Revisit.Result.PARTLY: gettext_lazy("Kept in part"),
    Revisit.Result.BROKEN: gettext_lazy("What was agreed on is not kept"),
    Revisit.Result.RELAPSED: gettext_lazy("The dispute flared up again"),
    Revisit.Result.UNREACHED: gettext_lazy("Nobody was reached"),
}
WAYS_TO_REVISIT: Mapping[str, StrPromise] = {
    Revisit.Way.HOME: gettext_lazy("At their door"),
    Revisit.Way.CALL: gettext_lazy("By phone"),
    Revisit.Way.OFFICE: gettext_lazy("At the office"),
}


def lacking_said(lacking: Iterable[Lacking]) -> str:
    """Say what comes first."""
    return " ".join(str(LACKING[what]) for what in lacking)


def side_name(side: Side) -> str:
    """Return what a side of a dispute is called, which tells nobody's name."""
    return called_side(side.nth, side.role, is_minor=side.is_minor)


def name_of_side(side: Side | None) -> str:
    """Return the same where who brought the dispute may have no side yet."""
    return side_name(side) if side else _("Whoever brought it")


def who_chose(choice: Choice) -> str:
    """Return whose choice it is, and how it was made."""
    if choice.way == Choice.Way.BODY:
        return _("Named by the body")
    near = _(" (one key)") if choice.way == Choice.Way.NEAREST else ""
    return name_of_side(choice.side) + near


def called_side(nth: int, role: str, *, is_minor: bool) -> str:
    """Return the same of what is known of a side."""
    said = _("Side %(nth)d, applicant") if role == Side.Role.APPLICANT else _("Side %(nth)d")
    return said % {"nth": nth} + (_(" (a minor)") if is_minor else "")


def specialities_of(city: str) -> Mapping[str, str]:
    """Return what somebody can be versed in: the categories of the first kind of matters that is mediated."""
    part: MediationPart = profile_for(city).part("mediation")
    matters: MattersPart = profile_for(city).part("matters")
    first = part.mediated[:1]
    return {category.code: str(category.name) for kind in first for category in matters.categories(kind)}


def names_of(city: str) -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
    """Return what kinds of bodies, professions and languages are called."""
    part: MediationPart = profile_for(city).part("mediation")
    kinds = {kind.code: str(kind.name) for kind in part.kinds}
    professions = {profession.code: str(profession.name) for profession in part.professions}
    return kinds, professions, {language.code: str(language.name) for language in part.languages}


def fees_of(kind: BodyKind) -> str:
    """Say whether a kind of body is free."""
    return _("Free of charge") if kind.free else _("May charge a fee, told beforehand")


def agreements_of(kind: BodyKind) -> list[str]:
    """Say which forms the agreements of a kind of body have, and when each takes effect."""
    colon = _("%(form)s: %(effect)s")
    return [
        colon % {"form": FORMS[form], "effect": EFFECTS[effect]} for form, effect in kind.agreements.items()
    ]
