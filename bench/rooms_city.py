"""Program of the measured installation: disputes in mediation, with a side's link, the mediator's session and pass.

It runs in a process of its own, with the installation's environment, and prints JSON.
"""

import json
from typing import Any

import click
import django
from django.conf import settings
from django.core import signing
from django.db import transaction

django.setup()

from bench.city import ACTOR, session_of  # noqa: E402
from sanling.domain.matters.access import VisitorActor  # noqa: E402
from sanling.domain.matters.act import perform  # noqa: E402
from sanling.domain.matters.actions.register import PartyDetails, Report, register  # noqa: E402
from sanling.domain.matters.identity import PersonDetails  # noqa: E402
from sanling.domain.mediation.access import SideActor  # noqa: E402
from sanling.domain.mediation.actions.answer_side import answer_side  # noqa: E402
from sanling.domain.mediation.actions.ask_side import Asked, ask_side  # noqa: E402
from sanling.domain.mediation.links import renew  # noqa: E402
from sanling.domain.people.cast import players  # noqa: E402
from sanling.foundation.profile.registry import profile_by_code  # noqa: E402
from sanling.interfaces.desk.mediation.room import SALT  # noqa: E402

TEXT = "楼上总在半夜搬东西，楼下老人睡不好，双方吵过几次，都愿意在手机上谈。"


@click.command()
@click.argument("rooms", type=int)
def open_rooms(rooms: int) -> None:
    """Bring so many disputes into mediation, whose other side takes part."""
    cast = players(profile_by_code(settings.SERVED[0]))
    officer, mediator = cast["intake_officer"], cast["mediator"]
    session = session_of(mediator.user)
    found: list[dict[str, Any]] = []
    for nth in range(rooms):
        party = PartyDetails(role="applicant", person=PersonDetails(name="王小明", phone=f"139{nth:08d}"))
        village = mediator.post.unit.division_id
        report = Report(kind="dispute", text=TEXT, division=village, channel="web", parties=[party])
        matter = register(actor=VisitorActor(), report=report).matter
        for actor, action, fields in (
            (officer.viewer, "assign", {"mediator": mediator.post.pk}),
            (mediator.viewer, "sign_for", {}),
        ):
            matter.refresh_from_db(fields=["version"])
            perform(actor=actor, matter_id=matter.pk, action=action, version=matter.version, fields=fields)
        side = ask_side(actor=ACTOR, matter_id=matter.pk, asked=Asked(name="李大山", summary="夜间噪声"))
        answer_side(actor=SideActor(side.pk, matter.pk), side_id=side.pk, answer="consents")
        with transaction.atomic():
            token = renew(side, handed_by=None)
        found.append(
            {
                "side": f"/side/{token}/room/",
                "desk": f"/desk/matters/{matter.number}/room/",
                "session": session,
                "pass": signing.dumps([mediator.post.pk, matter.number, "zh-hans"], salt=SALT),
            }
        )
    click.echo(json.dumps(found))


if __name__ == "__main__":
    open_rooms()
