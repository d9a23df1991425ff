"""Every address of the project answers as the permission table says, and none is without a row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.models import Attachment
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player, working_token
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.workflow.models import Definition
from sanling.foundation import clock
from sanling.foundation.days import today
from sanling.processes.batches.actions.order import order_batch
from sanling.processes.exports.actions.request import request_export
from tests.city import TEST, VILLAGE
from tests.domain.incidents.helpers import record, visit
from tests.domain.matters.helpers import act, picture, registered
from tests.domain.mediation.helpers import a_body, somebody
from tests.domain.subjects.helpers import led_school
from tests.interfaces.permission_rows import IN_CHARGE, Row
from tests.interfaces.permission_table import ACCOUNTS, API, DESK, OPEN311, PORTAL

pytestmark = pytest.mark.django_db
# Where addresses are opened only in a demonstration.
ELSEWHERE_TESTED = {"demo/"}
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>|\^?\(\?P<(\w+)>[^)]*\)(?:\\Z)?")
# What is left of a regular expression when its groups are filled in.
REGEX_SIGNS = re.compile(r"\^|\\Z|\[\\s\\S\]\*|\\(?=\.)")
UNKNOWN = {"form": "json", "export_id": "00000000-0000-4000-8000-000000000000"}
UNKNOWN["batch_id"] = UNKNOWN["export_id"]


@dataclass(frozen=True)
class World:
    """What the placeholders of addresses stand for, and the members of the cast."""

    keys: dict[str, str]
    cast: dict[str, Player]


@pytest.fixture
def world(cast: dict[str, Player], workflows: None, settings: Any, tmp_path: Any) -> World:
    settings.SECURE_SSL_REDIRECT = False
    settings.FILES_ROOT = tmp_path
    made = registered()
    officer = cast[IN_CHARGE].viewer
    act(officer, made.matter, "note", {"note": "附照片"}, [picture()])
    point = hang_code_point(actor=officer, division=VILLAGE, place="门口")
    export = request_export(
        actor=officer, ledger="matters", criteria=Criteria(), columns=(), sort="", language="zh-hans"
    )
    ordered = order_batch(
        actor=officer, verb="accept", charged=None, picked={made.matter.pk: 2}, language="zh-hans"
    )
    attachment = Attachment.objects.get().pk
    now = clock.now()
    leave = substitute(
        actor=TEST,
        post_id=cast[IN_CHARGE].post.pk,
        substitute_id=cast["two_posts"].post.pk,
        begins_at=now,
        ends_at=now + timedelta(days=7),
    )
    charge = led_school()
    (visited,) = record(visit(answers_id=charge.subject_id))
    mediator = somebody(a_body())
    keys = {
        "subject_id": charge.subject_id,
        "charge_id": charge.pk,
        "incident_id": visited.pk,
        "body_id": mediator.body_id,
        "mediator_id": mediator.pk,
        "kind": "petition_visit",
        "post_id": cast[IN_CHARGE].post.pk,
        "leave_id": leave.pk,
        "appointment_id": 999_999_999,
        "number": made.matter.number,
        "token": made.token,
        "party_id": made.matter.parties.get().pk,
        "attachment_id": attachment,
        "attachment": attachment,
        "export_id": export.pk,
        "batch_id": ordered.pk,
        "unit_id": made.matter.unit_id,
        "user_id": cast["mediator"].user.pk,
        "change_id": 999_999_999,
        "publication_id": 999_999_999,
        "confirmation_id": 999_999_999,
        "month": f"{today():%Y-%m}",
        "year": today().year,
        "definition_id": Definition.objects.filter(city="4101")[0].pk,
        "code": point.code,
        "indicator": "met",
        "paper": "a4",
        "suffix": "zip",
        "job_id": 1,
        "token_id": 999_999_999,
        "tag_id": 999_999_999,
        "side_id": 999_999_999,
        "sitting_id": 999_999_999,
        "saying_id": 999_999_999,
        "file_id": 999_999_999,
        "what": "send",
        "act": "route",
        "action": "accept",
        "name": "unit",
        "pk": 1,
        "provider_id": "city",
        "webhook_id": "1",
        "form": "json",
        "secret": "no-such-secret",
    }
    return World({name: str(value) for name, value in keys.items()}, cast)


def routes(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    told = {row.route for row in (*DESK, *PORTAL, *ACCOUNTS, *OPEN311, *API)}
    assert told == set(routes(get_resolver().url_patterns)) - ELSEWHERE_TESTED


def answered(client: Client, row: Row, keys: dict[str, str], **headers: str) -> int:
    """Return the status, and leave no trace."""
    path = PLACEHOLDER.sub(lambda found: keys[found[1] or found[2]], row.route)
    path = REGEX_SIGNS.sub("", path)
    json = (
        {"content_type": "application/json"}
        if path.startswith("api/") and row.method == "post" and not path.endswith("attachments")
        else {}
    )
    with transaction.atomic():
        send = getattr(client, row.method)
        status: int = send(f"/{path}", dict(row.data), headers=headers, **json).status_code
        transaction.set_rollback(True)
    return status


def astray(keys: dict[str, str]) -> dict[str, str]:
    """Return keys that lead nowhere."""
    return {
        name: UNKNOWN.get(name, "999999999" if value.isdigit() else "no-such") for name, value in keys.items()
    }


def mistakes(rows: Sequence[Row], world: World, sign_in: Any) -> Iterator[str]:
    for row in rows:
        clients = {"nobody": (Client(), {})} | {key: sign_in(world.cast[key]) for key in row.roles}
        for key, expected in {"nobody": row.nobody, **row.roles}.items():
            client, headers = clients[key]
            found = answered(client, row, {**world.keys, **row.keys}, **headers)
            if found != expected:
                yield f"{row.method} {row.route} as {key}: {found}, not {expected}"
        if row.astray is not None:
            client, headers = clients[next(iter(row.roles), "nobody")]
            found = answered(client, row, astray(world.keys), **headers)
            if found != row.astray:
                yield f"{row.method} {row.route} astray: {found}, not {row.astray}"


def by_session(player: Player) -> tuple[Client, dict[str, str]]:
    client = Client()
    client.force_login(player.user)
    return client, {}


def by_token(player: Player) -> tuple[Client, dict[str, str]]:
    issued = working_token(
        actor=TEST, post=player.post, name="test", ends_at=clock.now() + timedelta(hours=1)
    )
    return Client(), {"Authorization": f"Bearer {issued.secret}"}


@pytest.mark.parametrize(
    ("rows", "sign_in"),
    [
        (DESK, by_session),
        (PORTAL, by_session),
        (ACCOUNTS, by_session),
        (OPEN311, by_session),
        (API, by_token),
    ],
    ids=["desk", "portal", "accounts", "open311", "api"],
)
def test_addresses_answer_as_the_table_says(world: World, rows: Sequence[Row], sign_in: Any) -> None:
    found = "\n".join(mistakes(rows, world, sign_in))
    assert not found, found
