"""The steps of a report: which form shows what, and which of them a finished report must pass."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_stubs_ext import StrPromise

from sanling.domain.matters.config import KindRules, Told
from sanling.domain.territory.queries import place_names
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.phone import grouped, is_mobile
from sanling.interfaces.portal.matters.draft import STEPS, Draft
from sanling.interfaces.portal.matters.forms import StepForm, WhatForm, WhereForm
from sanling.interfaces.portal.matters.scanning import Scan

MESSAGES_SAY: Mapping[Told, str | StrPromise] = {
    "nothing": "",
    "steps": gettext_lazy(
        "They give the number and the stage. You can stop them at any time on the page of your report."
    ),
    "news": gettext_lazy(
        "They only say that there is news, for others may see your phone. You can stop them at any time on the page "
        "of your report."
    ),
}


@dataclass
class Steps:
    """A draft, seen step by step."""

    draft: Draft
    scan: Scan
    # The form of each step that was looked at.
    forms: dict[str, StepForm] = field(default_factory=dict)

    def form(self, step: str, *, judge: bool) -> StepForm:
        """Return the form of a step; the same one once it was judged."""
        known = self.forms.get(step)
        if known is None or (judge and not known.is_bound):
            known = self.forms[step] = self._what(judge) if step == "what" else self._where(judge)
        return known

    def passes(self, step: str) -> bool:
        """Judge a step."""
        return self.form(step, judge=True).is_valid()

    def first_to_mend(self) -> str | None:
        """Judge all steps; return the first with something wrong in it."""
        return next((step for step in STEPS[:-1] if not self.passes(step)), None)

    def _what(self, judge: bool) -> WhatForm:  # noqa: FBT001
        part = self.scan.profile.part("matters")
        return WhatForm(
            self.draft.values,
            judge=judge,
            kinds=[(kind.code, _said(kind)) for kind in part.kinds if kind.public],
            longest=part.longest_text,
            most_pictures=self.scan.profile.limits.pictures_a_report,
        )

    def _where(self, judge: bool) -> WhereForm:  # noqa: FBT001
        part = self.scan.profile.part("matters")
        kind = part.kind(self.draft.values.get("kind", ""))
        return WhereForm(
            self.draft.values,
            judge=judge,
            city=self.scan.profile.city,
            knows_place=self.scan.point is not None,
            needs_phone=kind is not None and kind.contact == "required",
            messages_say=MESSAGES_SAY[kind.messages] if kind is not None and sms.can_send() else "",
        )

    def summary(self) -> list[tuple[str, str, str]]:
        """Return (step, label, value) of what will be sent, for the last look; expects both steps to have passed."""
        what, where = self.form("what", judge=True).cleaned_data, self.form("where", judge=True).cleaned_data
        kind = self.scan.profile.part("matters").kind(what["kind"])
        division = where.get("division")
        place = place_names([division])[division] if division else self.scan.place
        return [
            ("what", pgettext("report", "About"), str(kind.name) if kind else ""),
            ("what", pgettext("report", "What happened"), what["text"]),
            ("where", _("Place"), " ".join(words for words in (place, where.get("place", "")) if words)),
            ("where", pgettext("person", "Name"), where.get("name") or _("not given")),
            ("where", _("Phone"), _reached(where.get("phone", ""))),
            *([("where", _("Text messages"), _("at each step"))] if where.get("messages") else []),
        ]


def _said(kind: KindRules) -> str:
    """Return a kind's name, with the line that tells what belongs to it."""
    if kind.line is None:
        return str(kind.name)
    return format_html("<span>{}<small>{}</small></span>", kind.name, kind.line)


def _reached(phone: str) -> str:
    """Return a number as it is read, and a word for whoever can't be sent a code to find the matter again."""
    if not phone:
        return _("not given")
    if is_mobile(phone):
        return grouped(phone)
    return _("%(phone)s (no messages can be sent there: please keep the link on the next page)") % {
        "phone": grouped(phone)
    }


def step_named(raw: str) -> str:
    """Return a step's name, the first where the form was forged."""
    return raw if raw in STEPS else STEPS[0]


def beside(step: str, offset: int) -> str:
    """Return the step before or after."""
    return STEPS[min(max(STEPS.index(step) + offset, 0), len(STEPS) - 1)]
