"""Invitations of new accounts go out: as text messages where there is a gateway, else on slips of paper."""

from collections.abc import Iterator
from html import escape

import segno
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from sanling.domain.people.config import role_rules
from sanling.domain.people.models import Post
from sanling.domain.people.queries import lasting_posts
from sanling.foundation.accounts.invitations import (
    PRINTED_FOR,
    SENT_FOR,
    InvitationLink,
    give_links,
    on_paper,
    open_invitations,
)
from sanling.foundation.accounts.models import Invitation
from sanling.foundation.audit.actor import Actor, SystemActor
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.tasks import send_later

BATCH = 500
_ACTOR = SystemActor("invitations")


def send_invitations() -> int:
    """Queue the invitations that no message was made for yet, five hundred; return how many."""
    if not sms.has_gateway():
        return 0
    with transaction.atomic():
        waiting = open_invitations().filter(given_at=None, user__phone__isnull=False).order_by("made_at")
        found = list(waiting.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        for link in give_links(actor=_ACTOR, invitations=found, good_for=SENT_FOR):
            phone = link.invitation.user.phone
            if phone:
                send_later({"phone": phone, "invitation": link.url}, good_for=SENT_FOR)
    return len(found)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="send_invitations")
def send_waiting_invitations(timestamp: int) -> None:
    """Send what waits, all of it."""
    while send_invitations() == BATCH:
        pass


def slips(*, actor: Actor, city: str, within: str) -> Iterator[str]:
    """Yield a page of slips (HTML, piece by piece) for the invitations under a division that go on paper.

    Each gets a new link, so that slips printed before open nothing more. Raises nothing; without any the page is
    empty.
    """
    yield _HEAD.format(title=escape(_("Invitations")))
    posts = lasting_posts().filter(unit__city=city, unit__division__path__startswith=within)
    users = sorted(set(posts.filter(user__invitation__isnull=False).values_list("user_id", flat=True)))
    for begin in range(0, len(users), BATCH):
        with transaction.atomic():
            waiting = open_invitations().filter(on_paper(), user__in=users[begin : begin + BATCH])
            found = list(waiting.select_for_update(of=("self",)).order_by("pk"))
            links = give_links(actor=actor, invitations=found, good_for=PRINTED_FOR)
            held = _posts_of(found)
        for link in links:
            yield _slip(link, held[link.invitation.pk])
    yield "</body></html>\n"


def _posts_of(found: list[Invitation]) -> dict[int, list[Post]]:
    held: dict[int, list[Post]] = {invitation.pk: [] for invitation in found}
    for post in lasting_posts().filter(user__in=held).order_by("pk"):
        held[post.user_id].append(post)
    return held


def _slip(link: InvitationLink, posts: list[Post]) -> str:
    user, until = link.invitation.user, link.invitation.good_until
    code = segno.make(link.url, error="m").svg_inline(scale=2, border=2)
    told = "<br>".join(
        escape(f"{post.unit.name} · {role_rules(post.unit.city, post.role).name.zh}") for post in posts
    )
    words = _(
        "Scan the code or open the address; it opens once, until %(day)s. Then your username is %(username)s."
    )
    day = f"{until:%Y-%m-%d}" if until else ""
    return _SLIP.format(
        code=code,
        name=escape(user.display_name),
        posts=told,
        url=escape(link.url),
        words=escape(words % {"day": day, "username": user.username}),
    )


_HEAD = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 12mm }} body {{ font: 11pt sans-serif; margin: 0 }}
.slip {{ display: flex; gap: 8mm; align-items: center; border-bottom: 1px dashed #888; padding: 5mm 0 }}
.slip {{ break-inside: avoid }}
.slip p {{ margin: 0 0 1.5mm }} .url {{ font: 9pt monospace; overflow-wrap: anywhere }}
</style></head><body>
"""
_SLIP = """<div class="slip">{code}<div><p><strong>{name}</strong></p><p>{posts}</p><p>{words}</p>
<p class="url">{url}</p></div></div>
"""
