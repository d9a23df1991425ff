"""A profile's `delivery.toml`: which notices leave the house, by which channels, in which words, and when not."""

import string
from collections.abc import Iterable, Iterator
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
# A title may tell what somebody has brought: it is read on the desk alone.
PLACEHOLDERS = frozenset({"number"})


def _known_channel(name: str) -> str:
    if name not in NAMES:
        raise ValueError(f"There is no such channel; there are: {', '.join(NAMES)}")
    return name


def _fillable(text: Label) -> Label:
    for wording in (text.zh, text.en):
        try:
            named = {
                name for _text, name, _form, _how in string.Formatter().parse(wording) if name is not None
            }
        except ValueError as error:
            raise ValueError(f"The text can't be filled in: {error}") from error
        if named - PLACEHOLDERS:
            raise ValueError("A text may name {number} and nothing else")
    return text


class Quiet(Part):
    """The hours in which nobody is written to, from one time of the day to another, over midnight too."""

    begins: time
    ends: time


class Told(Part):
    """A notice that leaves the house; an urgent one does so in quiet hours, too."""

    event: str
    channels: tuple[Annotated[str, AfterValidator(_known_channel)], ...]
    text: Annotated[Label, AfterValidator(_fillable)]
    urgent: bool = False

    def wording(self, number: str) -> str:
        """Return the text about a matter's number in the active language."""
        return str(self.text).format(number=number)


class Audience(Part):
    """What one sort of recipients is told."""

    told: tuple[Told, ...] = ()
    quiet: Quiet | None = None

    def of_event(self, event: str) -> Told | None:
        """Return what is told of an event."""
        return next((told for told in self.told if told.event == event), None)

    def due(self, told: Told, at: datetime) -> datetime:
        """Return when what comes about at an instant may go out: at once, or when the quiet hours are over."""
        local = timezone.localtime(at)
        if self.quiet is None or told.urgent or not _within(self.quiet, local.time()):
            return at
        end = local.replace(hour=self.quiet.ends.hour, minute=self.quiet.ends.minute, second=0, microsecond=0)
        return end if end > local else end + timedelta(days=1)


class DeliveryPart(Part):
    """The file: what members of staff are told beside the desk."""

    staff: Audience = Audience()


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
