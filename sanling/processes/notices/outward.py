"""Notices that leave the house: a job each, which asks once more whether its reader may open the matter.

A job knows a post, a number, an event and a channel; whom that reaches, and in which words, it reads when it is due.
What failed for good stays among the jobs, where an administrator has it tried again.
"""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import DatabaseError
from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.telling import who_may_open
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.channels.base import Message, NotSent
from sanling.foundation.delivery.channels.every import CHANNELS
from sanling.foundation.delivery.config import PART, Audience
from sanling.foundation.profile.registry import profile_for

log = logging.getLogger(__name__)


# After 4, 16, 64, 256, 1024 and 4096 seconds: within two hours.
class _Again(Exception):
    """Another try may fare better."""


RETRIES = RetryStrategy(max_attempts=6, exponential_wait=4, retry_exceptions={_Again, DatabaseError})


def tell_outside(told: Iterable[tuple[int, Entry, str]]) -> int:
    """Queue what posts are told outside the desk of entries, in the caller's transaction; return how many messages.

    What came about in a batch is told on the desk alone.
    """
    open_channels = {name for name, channel in CHANNELS.items() if channel.is_set_up()}
    if not open_channels:
        return 0
    now, queued = clock.now(), 0
    for post, entry, code in told:
        audience = _staff(entry.matter.division_id)
        rule = audience.of_event(code)
        if rule is None or entry.batch is not None:
            continue
        later = tell_job.configure(schedule_at=audience.due(rule, now))
        for channel in open_channels.intersection(rule.channels):
            key = f"e{entry.pk}-{post}"
            later.defer(post=post, matter=entry.matter_id, event=code, channel=channel, key=key)
            queued += 1
    return queued


@app.task(queue=sms.QUEUE, retry=RETRIES)
def tell_job(post: int, matter: int, event: str, channel: str, key: str) -> None:
    """Tell a post by a channel if it may open the matter now; raises NotSent where no other try would help."""
    message = _message(post, matter, event, channel, key)
    if message is None:
        return
    try:
        CHANNELS[channel].send(message)
    except NotSent as error:
        log.warning("A notice by %s did not go out (%s): %s", channel, key, error)
        if error.lasting:
            raise
        raise _Again(str(error)) from error


def _message(post: int, matter: int, event: str, channel: str, key: str) -> Message | None:
    """Return what a post is told; nobody is told what the profile no longer says, or what they may not open."""
    about = Matter.objects.defer("search", "text").filter(pk=matter).first()
    held = Post.objects.select_related("user").filter(pk=post).first()
    if about is None or held is None or not who_may_open([(post, about)]):
        return None
    rule = _staff(about.division_id).of_event(event)
    address = getattr(held.user, CHANNELS[channel].addressed)
    if rule is None or channel not in rule.channels or not address:
        return None
    link = f"{settings.PUBLIC_URL}/desk/matters/{about.number}/"
    with translation.override(held.user.language):
        return Message(key=key, address=address, text=rule.wording(about.number), link=link)


def _staff(division: str) -> Audience:
    audience: Audience = profile_for(division).part(PART).staff
    return audience
