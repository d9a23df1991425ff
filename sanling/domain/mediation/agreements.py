"""Agreements as they stand: what is in their texts, how far the signing has come, and whether each holds."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sanling.domain.matters.models import Matter, Party
from sanling.domain.mediation.config import Template
from sanling.domain.mediation.examining import Caution, Examined, Found, examine
from sanling.domain.mediation.keeping import kind_of, part_of
from sanling.domain.mediation.models import Agreement, Body, Case, Mediator, Member, Side
from sanling.domain.mediation.rules import Effect, Form
from sanling.domain.mediation.signing import Signing
from sanling.domain.mediation.terms import Content, SignedSide, Terms
from sanling.foundation import clock
from sanling.foundation.days import today
from sanling.foundation.privacy.mask import mask_citizen_number, mask_name
from sanling.foundation.privacy.tokens import new_token

# What the name of a body ends in, none of which stands in the numbers of its cases.
ENDINGS = ("人民调解委员会", "调解委员会", "调解组织", "调解中心", "居民委员会", "村民委员会")


class Standing(StrEnum):
    """How an agreement stands, by its instants."""

    DRAWN_UP = "drawn_up"
    TO_SIGN = "to_sign"
    HOLDS = "holds"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


def standing_of(agreement: Agreement) -> Standing:
    """Return how an agreement stands."""
    if agreement.ended_at is not None:
        return Standing.CHANGED if agreement.ended_how == Agreement.Ending.CHANGED else Standing.WITHDRAWN
    if agreement.effective_at is not None:
        return Standing.HOLDS
    return Standing.DRAWN_UP if agreement.closed_at is None else Standing.TO_SIGN


def effect_of(agreement: Agreement) -> Effect:
    """Return when an agreement takes effect; raises ``KeyError`` where the city has no such kind of body any more."""
    kind = kind_of(agreement.body)
    if kind is None:
        raise KeyError(agreement.body.kind)
    return kind.agreements[Form(agreement.form)]


def signing_of(agreement: Agreement) -> Signing:
    """Return how far the signing of an agreement has come."""
    sides = sides_of(agreement.matter_id)
    signatures = list(agreement.signatures.all())
    is_oral = agreement.form == Form.ORAL
    return Signing(
        sides=[side.pk for side in sides],
        consented=[side.pk for side in sides if side.answer == Side.Answer.CONSENTS],
        informed=[side.pk for side in sides if side.notice_read_at is not None],
        signed={signature.side_id: signature.signed_at for signature in signatures if signature.side_id},
        mediator=next((signature.signed_at for signature in signatures if not signature.side_id), None),
        sealed=agreement.sealed_at,
        reached=agreement.closed_at if is_oral else None,
    )


def sides_of(matter_id: int) -> list[Side]:
    """Return the sides between whom a dispute is settled, for an act or a page that was let in already."""
    return list(Side.objects.filter(matter=matter_id).exclude(answer=Side.Answer.REFUSES).order_by("nth"))


def content_of(agreement: Agreement, case: Case, mediator: str) -> Content:
    """Return the whole text of an agreement as it is signed, of what was drawn up and who stands on the sides now."""
    members = members_by_side(agreement.matter_id)
    sides = sides_of(agreement.matter_id)
    return Content(
        number=number_of(case, agreement.body),
        nth=agreement.nth,
        matter=agreement.matter.number,
        body=agreement.body.name,
        form=agreement.form,
        mediator=mediator,
        sides=tuple(signed_side(side, members.get(side.pk, ())) for side in sides),
        terms=Terms.read(agreement.terms),
        closed_on=today(),
    )


def signed_side(side: Side, members: Sequence[Member]) -> SignedSide:
    """Return a side as a text names it."""
    own = _own_party(members)
    number = own.citizen_number if own and not side.is_minor else ""
    return SignedSide(
        nth=side.nth,
        role=side.role,
        # A minor is named by the guardian who signs (未成年人保护法 103).
        name=(mask_name(own.name) if side.is_minor else own.name or own.description) if own else "",
        number=mask_citizen_number(number) if number else "",
        is_minor=side.is_minor,
        signs=tuple(member.party.name for member in signers(side, members)),
    )


def _own_party(members: Sequence[Member]) -> Party | None:
    return next((member.party for member in members if member.capacity == Member.Capacity.SELF), None)


def signers_of(side: Side) -> list[Member]:
    """Return the same of a side alone, for an act or a page that was let in already."""
    return signers(side, members_by_side(side.matter_id).get(side.pk, ()))


def signers(side: Side, members: Sequence[Member]) -> list[Member]:
    """Return who signs for a side: the guardian of a minor, else the party itself or who represents it by letter."""
    guarded = [member for member in members if member.capacity == Member.Capacity.GUARDIAN]
    return guarded if side.is_minor else [member for member in members if member not in guarded]


def members_by_side(matter_id: int) -> Mapping[int, Sequence[Member]]:
    """Return who stands on each side of a dispute, for an act that was let in already."""
    found: dict[int, list[Member]] = {}
    for member in Member.objects.filter(side__matter=matter_id).select_related("party").order_by("pk"):
        found.setdefault(member.side_id, []).append(member)
    return found


def next_text(*, matter: Matter, body: Body, form: str, terms: str, post_id: int | None) -> Agreement:
    """Begin the next text of a dispute that is locked, drawn up by a post."""
    return Agreement.objects.create(
        matter=matter,
        nth=Agreement.objects.filter(matter=matter).count() + 1,
        body=body,
        form=form,
        terms=terms,
        code=new_token(),
        drawn_by_id=post_id,
        drawn_at=clock.now(),
    )


def number_of(case: Case, body: Body) -> str:
    """Return the number of a case in words, as the kind of its body numbers them."""
    kind = kind_of(body)
    mark = body.name
    for ending in ENDINGS:
        mark = mark.removesuffix(ending) or mark
    form = kind.number if kind else "（{year}）{mark}调字第{serial}号"
    return form.format(year=case.year, mark=mark, serial=case.serial)


def findings_of(agreement: Agreement) -> list[Found]:
    """Return what is to be looked at before an agreement is signed."""
    members = members_by_side(agreement.matter_id)
    sides = sides_of(agreement.matter_id)
    cautions = [Caution(rules.code, rules.pattern) for rules in part_of(agreement.body.unit.city).cautions]
    examined = []
    for side in sides:
        standing = members.get(side.pk, ())
        own = _own_party(standing)
        examined.append(
            Examined(
                nth=side.nth,
                has_name=bool(own and (own.name or own.unit_id or own.description)),
                has_number=bool(own and (own.citizen_number or own.unit_id)) or side.is_minor,
                is_minor=side.is_minor,
                has_guardian=any(member.capacity == Member.Capacity.GUARDIAN for member in standing),
            )
        )
    return examine(Terms.read(agreement.terms), examined, on=today(), cautions=cautions)


def bodies_for(matter: Matter) -> list[Body]:
    """Return the bodies that may settle a dispute: where its mediator works, else those of the unit that has it."""
    bodies = Body.objects.filter(ends_on=None).select_related("unit").order_by("pk")
    working = Mediator.objects.filter(post=matter.assignee_id, ends_on=None).values("body")
    own = list(bodies.filter(pk__in=working)) if matter.assignee_id else []
    return own or list(bodies.filter(unit=matter.unit_id))


def templates_for(matter: Matter) -> Sequence[Template]:
    """Return the templates that fit a dispute, those of its category first."""
    templates = part_of(matter.division_id[:4]).templates
    fitting = [template for template in templates if matter.category in template.categories]
    return [*fitting, *(template for template in templates if not template.categories)]
