"""Programs of the measured installation: a directory of thousands of mediators, and an agreement of ten clauses.

They run in processes of their own, with the installation's environment, and print JSON.
"""

import json
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any

import click
import django
from django.conf import settings

django.setup()

from bench.city import ACTOR, session_of  # noqa: E402
from sanling.domain.matters.access import VisitorActor  # noqa: E402
from sanling.domain.matters.act import perform  # noqa: E402
from sanling.domain.matters.actions.register import PartyDetails, Report, register  # noqa: E402
from sanling.domain.matters.identity import PersonDetails, identity_columns  # noqa: E402
from sanling.domain.matters.models import Matter, Party  # noqa: E402
from sanling.domain.mediation.access import SideActor  # noqa: E402
from sanling.domain.mediation.actions.answer_side import answer_side  # noqa: E402
from sanling.domain.mediation.actions.ask_side import Asked, ask_side  # noqa: E402
from sanling.domain.mediation.actions.change_terms import change_terms  # noqa: E402
from sanling.domain.mediation.actions.close_text import close_text  # noqa: E402
from sanling.domain.mediation.actions.draw_up import draw_up  # noqa: E402
from sanling.domain.mediation.actions.read_notice import read_notice  # noqa: E402
from sanling.domain.mediation.actions.seal_agreement import seal_agreement  # noqa: E402
from sanling.domain.mediation.actions.sign import sign  # noqa: E402
from sanling.domain.mediation.court_staging import STROKES  # noqa: E402
from sanling.domain.mediation.keeping import part_of  # noqa: E402
from sanling.domain.mediation.models import Body, Mediator, Side  # noqa: E402
from sanling.domain.mediation.naming import names_of, specialities_of  # noqa: E402
from sanling.domain.mediation.signing import Way  # noqa: E402
from sanling.domain.mediation.staging import stage  # noqa: E402
from sanling.domain.mediation.terms import Clause, Sort, Terms  # noqa: E402
from sanling.domain.people.access import viewer_for  # noqa: E402
from sanling.domain.people.cast import players  # noqa: E402
from sanling.domain.people.models import Post  # noqa: E402
from sanling.foundation.days import today  # noqa: E402
from sanling.foundation.profile.registry import profile_by_code  # noqa: E402
from sanling.processes.simulation.demo import home_of  # noqa: E402

PEOPLE = (
    ("王小明", "999999198503120018"),
    ("李大山", "999999197811050037"),
    ("赵秀兰", "999999196604200026"),
)
CLAUSES = 10


@click.group()
def commands() -> None:
    """Fill, and draw up."""


@commands.command()
@click.argument("count", type=int)
def fill(count: int) -> None:
    """Have so many mediators in the directory: those of the city, and others at its bodies, each versed otherwise."""
    profile = profile_by_code(settings.SERVED[0])
    city = profile.city
    if not Body.objects.filter(unit__city=city).exists():
        posts = {key: player.post.pk for key, player in players(profile).items()}
        stage(profile=profile, posts=posts, village=home_of(profile))
    bodies = list(Body.objects.filter(unit__city=city, ends_on=None).order_by("pk"))
    versed, languages = [*specialities_of(city)], [*names_of(city)[2]]
    professions = [profession.code for profession in part_of(city).professions]
    there = Mediator.objects.filter(city=city, listed=True, ends_on=None).count()
    Mediator.objects.bulk_create(
        Mediator(
            city=city,
            body=body,
            name=f"调解员{nth}",
            profession=professions[nth % len(professions)],
            specialities=[versed[nth % len(versed)], versed[(nth + 3) % len(versed)]],
            languages=languages[: nth % (len(languages) + 1)],
            listed=True,
            begins_on=today(),
        )
        for nth, body in enumerate(islice(cycle(bodies), max(0, count - there)))
    )
    listed = Mediator.objects.filter(city=city, listed=True, ends_on=None)
    click.echo(json.dumps({"mediators": listed.count(), "bodies": len(bodies), "versed": versed[:2]}))


@commands.command()
def agree() -> None:
    """Have three sides and their mediator sign an agreement of ten clauses, and its body seal it."""
    mediator = players(profile_by_code(settings.SERVED[0]))["mediator"]
    matter = _mediated()
    where = {"mediators__post": mediator.post, "mediators__ends_on": None}
    body = Body.objects.filter(ends_on=None, **where).order_by("pk")[0]
    drawn = draw_up(actor=mediator.viewer, matter_id=matter.pk, body_id=body.pk, form="written")
    drawn = change_terms(
        actor=mediator.viewer, agreement_id=drawn.pk, version=drawn.version, terms=_terms(CLAUSES)
    )
    closed = close_text(actor=mediator.viewer, agreement_id=drawn.pk, version=drawn.version)
    digest = bytes(closed.digest or b"")
    signs = partial(sign, agreement_id=closed.pk, digest=digest, way=Way.GLASS, strokes=STROKES)
    for side in Side.objects.filter(matter=matter).order_by("nth"):
        signs(actor=SideActor(side.pk, matter.pk), side_id=side.pk)
    signs(actor=mediator.viewer, side_id=None)
    keeps = Post.objects.filter(unit=body.unit_id, role__in=part_of(matter.city).sealers, ends_at=None)
    secretary = viewer_for(keeps.order_by("pk")[0])
    assert secretary is not None  # noqa: S101 -- in office
    seal_agreement(actor=secretary, agreement_id=closed.pk)
    session = session_of(mediator.user)
    paper = f"/desk/matters/{matter.number}/agreement/paper.pdf"
    click.echo(json.dumps({"paper": paper, "session": session, "clauses": CLAUSES}))


def _mediated() -> Matter:
    """Return a dispute of the cast's mediator, whose three sides take part and read their rights."""
    cast = players(profile_by_code(settings.SERVED[0]))
    officer, mediator = cast["intake_officer"], cast["mediator"]
    details = [
        PersonDetails(name=name, phone=f"1390000000{nth}", citizen_number=number, address="花园路18号院3号楼")
        for nth, (name, number) in enumerate(PEOPLE)
    ]
    report = Report(
        kind="dispute",
        category="neighbours",
        text="三家共用的下水管堵塞返水，泡坏一楼厨房吊顶和橱柜，找了几次说法不一，请调解。",
        division=mediator.post.unit.division_id,
        channel="web",
        parties=[PartyDetails(role="applicant", person=details[0])],
    )
    matter = register(actor=VisitorActor(), report=report).matter
    acts: list[tuple[Any, str, dict[str, Any]]] = [
        (officer.viewer, "assign", {"mediator": mediator.post.pk}),
        (mediator.viewer, "sign_for", {}),
    ]
    for actor, action, fields in acts:
        matter.refresh_from_db(fields=["version"])
        perform(actor=actor, matter_id=matter.pk, action=action, version=matter.version, fields=fields)
    for said in details[1:]:
        asked = Asked(name=said.name, summary="请一起来谈下水管。")
        side = ask_side(actor=ACTOR, matter_id=matter.pk, asked=asked)
        answer_side(actor=SideActor(side.pk, matter.pk), side_id=side.pk, answer="consents")
        Party.objects.filter(pk=side.members.get().party_id).update(**identity_columns(said))
    version = part_of(matter.city).notice_version
    for side, said in zip(Side.objects.filter(matter=matter).order_by("nth"), details, strict=True):
        read_notice(actor=SideActor(side.pk, matter.pk), side_id=side.pk, version=version, name=said.name)
    matter.refresh_from_db()
    return matter


def _terms(clauses: int) -> Terms:
    paid = [
        Clause(
            f"李大山于第{nth}期向王小明支付厨房吊顶和橱柜的修复费人民币壹仟捌佰元整（¥1,800.00），转账付清。",
            Sort.PAYS,
            by=2,
            to=1,
            amount=1800_00,
            due_on=today() + timedelta(days=20 * nth),
        )
        for nth in range(1, clauses)
    ]
    return Terms(
        "三家共用的下水管堵塞返水，王小明家厨房受损。", (*paid, Clause("各方就本纠纷再无其他争议。"))
    )


if __name__ == "__main__":
    commands()
