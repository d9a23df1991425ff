"""In the demonstration city one dispute went all the way: to an agreement, which both sides took to court.

The court has yet to take it, so that whoever is the judge there decides.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from django.db.models import QuerySet

from sanling.domain.matters.act import perform
from sanling.domain.matters.actions.register import PartyDetails, Report, register
from sanling.domain.matters.identity import PersonDetails, identity_columns
from sanling.domain.matters.models import Matter, Party
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.actions.answer_grounds import Said, answer_grounds
from sanling.domain.mediation.actions.answer_side import answer_side
from sanling.domain.mediation.actions.ask_side import Asked, ask_side
from sanling.domain.mediation.actions.change_terms import change_terms
from sanling.domain.mediation.actions.close_text import close_text
from sanling.domain.mediation.actions.draw_up import draw_up
from sanling.domain.mediation.actions.join_application import join_application
from sanling.domain.mediation.actions.open_confirmation import open_confirmation
from sanling.domain.mediation.actions.read_notice import read_notice
from sanling.domain.mediation.actions.seal_agreement import seal_agreement
from sanling.domain.mediation.actions.sign import sign
from sanling.domain.mediation.confirming import confirmation_part, courts_for
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Agreement, Body, Mediator, Side
from sanling.domain.mediation.signing import Way
from sanling.domain.mediation.terms import Clause, Sort, Terms
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.days import today

ACTOR = SystemActor("demo")
# What somebody's name looks like who writes it on glass: invented.
STROKES = (
    ((0.1, 0.3), (0.3, 0.7), (0.4, 0.3)),
    ((0.5, 0.2), (0.5, 0.8)),
    ((0.6, 0.4), (0.9, 0.5), (0.7, 0.8)),
)
TEXT = "三号楼李大山家改水管后漏水，泡坏我家厨房吊顶，找了几次说法不一，请调解。"
SIDES = (
    ("王小明", "999999198503120018", "花园路18号院3号楼202室"),
    ("李大山", "999999197811050037", "花园路18号院3号楼302室"),
)
PHONE = "+8613900000007"


def stage_confirmation(*, city: str, posts: Mapping[str, int], village: str) -> None:
    """Lay it out, where the village has a body with a mediator and a seal, and the city has courts."""
    cast = Post.objects.filter(pk__in=posts.values()).order_by("pk")
    body = Body.objects.filter(unit__division=village, ends_on=None).first()
    part = confirmation_part(city)
    if part is None or body is None:
        return
    mediates = Mediator.objects.filter(body=body, ends_on=None).values("post")
    mediator = _viewer(cast.filter(pk__in=mediates))
    secretary = _viewer(cast.filter(unit=body.unit_id, role__in=part_of(city).sealers))
    if mediator is None or secretary is None:
        return
    matter = _mediated(cast, mediator, village)
    agreement = _agreed(matter, mediator, secretary, body)
    courts = courts_for(agreement)
    if agreement.effective_at is None or not courts:
        return
    no = {ground.code: Said(applies=False) for ground in part.grounds}
    answer_grounds(actor=mediator, agreement_id=agreement.pk, answers=no)
    court, head = courts[0]
    opened = open_confirmation(actor=mediator, agreement_id=agreement.pk, court_id=court.pk, head=head)
    for side, (_name, _number, address) in zip(_sides(matter), SIDES, strict=True):
        by = SideActor(side.pk, matter.pk)
        join_application(actor=by, confirmation_id=opened.pk, side_id=side.pk, address=address)
    perform(
        actor=mediator, matter_id=opened.matter_id, action="apply", version=opened.matter.version, fields={}
    )


def _viewer(posts: QuerySet[Post]) -> Viewer | None:
    post = posts.first()
    return viewer_for(post) if post else None


def _sides(matter: Matter) -> list[Side]:
    return list(Side.objects.filter(matter=matter).order_by("nth"))


def _mediated(cast: QuerySet[Post], mediator: Viewer, village: str) -> Matter:
    """Return a dispute that the mediator has signed for, whose two sides take part and read their rights."""
    name, number, address = SIDES[0]
    details = PersonDetails(name=name, phone="13800000007", citizen_number=number, address=address)
    kind = part_of(village).mediated[0]
    report = Report(
        kind=kind,
        category="neighbours",
        text=TEXT,
        division=village,
        channel="phone",
        parties=[PartyDetails(role="applicant", person=details)],
    )
    matter = register(actor=ACTOR, report=report).matter
    desk = _viewer(cast.filter(unit=matter.unit_id)) or mediator
    for who, action, fields in (
        (desk, "assign", {"mediator": mediator.own.post_id}),
        (mediator, "sign_for", {}),
    ):
        matter.refresh_from_db()
        perform(actor=who, matter_id=matter.pk, action=action, version=matter.version, fields=fields)
    name, number, address = SIDES[1]
    asked = Asked(name=name, phone=PHONE, summary="厨房漏水，请您一起来谈。")
    other = ask_side(actor=mediator, matter_id=matter.pk, asked=asked)
    answer_side(actor=SideActor(other.pk, matter.pk), side_id=other.pk, answer="consents")
    said = PersonDetails(name=name, phone=PHONE, citizen_number=number, address=address)
    Party.objects.filter(pk=other.members.get().party_id).update(**identity_columns(said))
    version = part_of(village).notice_version
    for side, (name, _number, _address) in zip(_sides(matter), SIDES, strict=True):
        read_notice(actor=SideActor(side.pk, matter.pk), side_id=side.pk, version=version, name=name)
    matter.refresh_from_db()
    return matter


def _agreed(matter: Matter, mediator: Viewer, secretary: Viewer, body: Body) -> Agreement:
    """Return the agreement that both sides and the mediator signed and the body sealed."""
    terms = Terms(
        "李大山改水管后渗水，王小明家厨房吊顶受损。",
        (
            Clause(
                "李大山赔偿王小明吊顶修复费人民币壹仟捌佰元整（¥1,800.00），转账付清。",
                Sort.PAYS,
                by=2,
                to=1,
                amount=1800_00,
                due_on=today() + timedelta(days=20),
            ),
            Clause("双方就本纠纷再无其他争议。"),
        ),
    )
    drawn = draw_up(actor=mediator, matter_id=matter.pk, body_id=body.pk, form="written")
    drawn = change_terms(actor=mediator, agreement_id=drawn.pk, version=drawn.version, terms=terms)
    closed = close_text(actor=mediator, agreement_id=drawn.pk, version=drawn.version)
    signs = partial(
        sign, agreement_id=closed.pk, digest=bytes(closed.digest or b""), way=Way.GLASS, strokes=STROKES
    )
    for side in _sides(matter):
        signs(actor=SideActor(side.pk, matter.pk), side_id=side.pk)
    signs(actor=mediator, side_id=None)
    seal_agreement(actor=secretary, agreement_id=closed.pk)
    return Agreement.objects.select_related("matter", "body__unit").get(pk=closed.pk)
