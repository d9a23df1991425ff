"""A profile's `delivery.toml`: which notices leave the house, by which channels, in which words, and when not."""

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Annotated, Literal

from django.utils import timezone
from pydantic import AfterValidator

from sanling.foundation.delivery.channels.base import NAMES
from sanling.foundation.delivery.texts import is_registered
from sanling.foundation.labels import Label
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Part, Problem

PART = "delivery"
# What tells that something has happened, and nothing else; of what nothing more may stand on a phone.
NEWS = "party.news"
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
                named = _named(wording)
            except ValueError as error:
                raise ValueError(f"The text can't be filled in: {error}") from error
            if named - set(allowed):
                known = ", ".join(f"{{{name}}}" for name in allowed)
                raise ValueError(f"A text may name {known} and nothing else")
        return text

    return AfterValidator(check)


def _named(wording: str) -> set[str]:
    """Return the fields that a wording names. Raises ValueError where it can't be filled in."""
    return {name for _text, name, _form, _how in string.Formatter().parse(wording) if name is not None}


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


class ToldParty(Told):
    """What a resident is told by text message of a matter that they brought: its number, and how far it is by then."""

    channels: tuple[Literal["sms"], ...] = ("sms",)
    text: Annotated[Label, fields_of_text("number", "now")]

    def wording(self, number: str, now: str = "") -> str:
        """Return the text about a matter's number and its public stage in the active language."""
        return str(self.text).format(number=number, now=now)


class Recipients(Part):
    """When one sort of recipients is told; what is bundled waits for the next of the ``bundles``, times of the day."""

    quiet: Quiet | None = None
    bundles: tuple[time, ...] = ()

    def due(self, told: Told, at: datetime, *, bundled: bool = False) -> datetime:
        """Return when what comes about at an instant may go out: at once, with others, or after the quiet hours."""
        if told.urgent:
            return at
        if bundled or told.bundled:
            at = min((_next(at, when) for when in self.bundles), default=at)
        return self.after_quiet(at)

    def after_quiet(self, at: datetime) -> datetime:
        """Return the first instant from ``at`` on in which somebody may be written to."""
        if self.quiet is None or not _within(self.quiet, timezone.localtime(at).time()):
            return at
        return _next(at, self.quiet.ends)


class Audience(Recipients):
    """What members of staff are told, and in which words of several things at once."""

    told: tuple[Told, ...] = ()
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


class Residents(Recipients):
    """What residents who agreed to it are told of the matters that they brought."""

    told: tuple[ToldParty, ...] = ()

    def of_event(self, event: str) -> ToldParty | None:
        """Return what is told of an event."""
        return next((told for told in self.told if told.event == event), None)


class DeliveryPart(Part):
    """The file: what members of staff are told beside the desk, and residents of their matters."""

    staff: Audience = Audience()
    residents: Residents = Residents()


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
    told_by_audience: Mapping[str, Sequence[Told]] = {
        "staff": part.staff.told,
        "residents": part.residents.told,
    }
    for audience, all_told in told_by_audience.items():
        seen: set[str] = set()
        for index, told in enumerate(all_told):
            loc = (audience, "told", index, "event")
            if not is_registered(told.event):
                yield source.problem(loc, "There is no such notice.")
            if told.event in seen:
                yield source.problem(loc, "This notice is told of above already.")
            seen.add(told.event)
    for index, told in enumerate(part.residents.told):
        if told.event == NEWS and (_named(told.text.zh) or _named(told.text.en)):
            yield source.problem(
                ("residents", "told", index, "text"), f"The text of {NEWS} names neither number nor stage."
            )
