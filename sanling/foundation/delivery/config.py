"""A profile's `delivery.toml`: which notices leave the house, by which channels, in which words, and when not."""

import string
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Annotated

from django.utils import timezone
from pydantic import AfterValidator

from sanling.foundation.delivery.channels.base import NAMES
from sanling.foundation.delivery.texts import is_registered
from sanling.foundation.labels import Label
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Part, Problem

PART = "delivery"
# Of the matters of one message so many are named.
NAMED_OF_BUNDLE = 3


def _known_channel(name: str) -> str:
    if name not in NAMES:
        raise ValueError(f"There is no such channel; there are: {', '.join(NAMES)}")
    return name


def fields_of_text(*allowed: str) -> AfterValidator:
    """Return the check that a wording can be filled in, and names these fields alone."""

    def check(text: Label) -> Label:
        for wording in (text.zh, text.en):
            try:
                named = {
                    name for _text, name, _form, _how in string.Formatter().parse(wording) if name is not None
                }
            except ValueError as error:
                raise ValueError(f"The text can't be filled in: {error}") from error
            if named - set(allowed):
                known = ", ".join(f"{{{name}}}" for name in allowed)
                raise ValueError(f"A text may name {known} and nothing else")
        return text

    return AfterValidator(check)


class Quiet(Part):
    """The hours in which nobody is written to, from one time of the day to another, over midnight too."""

    begins: time
    ends: time


class Told(Part):
    """A notice that leaves the house; an urgent one does so in quiet hours too, and waits for no others."""

    event: str
    channels: tuple[Annotated[str, AfterValidator(_known_channel)], ...]
    # A title may tell what somebody has brought: it is read on the desk alone.
    text: Annotated[Label, fields_of_text("number")]
    urgent: bool = False
    bundled: bool = False

    def wording(self, number: str) -> str:
        """Return the text about a matter's number in the active language."""
        return str(self.text).format(number=number)


class Audience(Part):
    """What one sort of recipients is told; what is bundled waits for the next of the ``bundles``, times of the day."""

    told: tuple[Told, ...] = ()
    quiet: Quiet | None = None
    bundles: tuple[time, ...] = ()
    together: Annotated[Label, fields_of_text("count", "numbers")] = Label(
        zh="有 {count} 件事项待您查看：{numbers}。请登录办理。",
        en="{count} matters wait for you: {numbers}. Sign in to handle them.",
    )

    def of_event(self, event: str) -> Told | None:
        """Return what is told of an event."""
        return next((told for told in self.told if told.event == event), None)

    def bundle(self, numbers: Sequence[str]) -> str:
        """Return the one text about several matters in the active language; the first few are named."""
        more = "…" if len(numbers) > NAMED_OF_BUNDLE else ""
        named = ", ".join(numbers[:NAMED_OF_BUNDLE]) + more
        return str(self.together).format(count=len(numbers), numbers=named)

    def due(self, told: Told, at: datetime, *, bundled: bool = False) -> datetime:
        """Return when what comes about at an instant may go out: at once, with others, or after the quiet hours."""
        if told.urgent:
            return at
        if bundled or told.bundled:
            at = min((_next(at, when) for when in self.bundles), default=at)
        local = timezone.localtime(at)
        if self.quiet is None or not _within(self.quiet, local.time()):
            return at
        return _next(at, self.quiet.ends)


class DeliveryPart(Part):
    """The file: what members of staff are told beside the desk."""

    staff: Audience = Audience()


def _next(at: datetime, when: time) -> datetime:
    """Return the next time that it is so late in the day."""
    local = timezone.localtime(at)
    then = local.replace(hour=when.hour, minute=when.minute, second=0, microsecond=0)
    return then if then >= local else then + timedelta(days=1)


def _within(quiet: Quiet, at: time) -> bool:
    if quiet.begins <= quiet.ends:
        return quiet.begins <= at < quiet.ends
    return at >= quiet.begins or at < quiet.ends


def check_events(profile: Profile) -> Iterable[Problem]:
    """Yield notices that there are none of, and what is told of twice."""
    part: DeliveryPart = profile.part(PART)
    return _problems(profile, part)


def _problems(profile: Profile, part: DeliveryPart) -> Iterator[Problem]:
    source = profile.source(PART)
    seen: set[str] = set()
    for index, told in enumerate(part.staff.told):
        loc = ("staff", "told", index, "event")
        if not is_registered(told.event):
            yield source.problem(loc, "There is no such notice.")
        if told.event in seen:
            yield source.problem(loc, "This notice is told of above already.")
        seen.add(told.event)
