"""What the pages of sittings show at the desk, and to whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import is_mediated, may_follow_up, may_keep, visible_sides
from sanling.domain.mediation.config import SittingsPart
from sanling.domain.mediation.diary import colliding
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.links import phone_of
from sanling.domain.mediation.minutes import files_of, may_write
from sanling.domain.mediation.models import Attendance, Preparation, Side, Sitting
from sanling.domain.mediation.naming import ENDED, SETTLED, side_name
from sanling.domain.mediation.sitting import Settled
from sanling.domain.mediation.sittings import all_consent, lacking_before, settled_in, sittings_of
from sanling.domain.people.access import Viewer
from sanling.foundation.delivery import sms
from sanling.interfaces.components.nearness import instant
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.mediation.sitting_forms import (
    ConsentForm,
    MoveForm,
    OffForm,
    PlanForm,
    RecordForm,
    ReplyForm,
    SettledForm,
)


@dataclass(frozen=True)
class At:
    """A viewer at a sitting of a dispute that it works on."""

    viewer: Viewer
    matter: Matter
    sitting: Sitting
    keeps: bool

    @property
    def attending(self) -> list[Attendance]:
        """Return who is expected, or was."""
        return list(self.sitting.attendances.all())

    @property
    def sides(self) -> list[Side]:
        """Return the sides of them."""
        return [row.side for row in self.attending]


@dataclass(frozen=True)
class SideLine:
    """A side at a sitting in words: its mode, what it answered last, whether it came, and what was settled with it."""

    name: str
    mode: str
    reply: str
    came: str
    settled: Sequence[str]
    lacks: Sequence[str]
    recording: str


def in_dispute_or_404(viewer: Viewer, number: str) -> Matter:
    """Return a dispute that a viewer works on: nobody else is told when its sides meet."""
    matter = visible_or_404(viewer, number)
    if not is_mediated(matter) or not may_follow_up(viewer, matter):
        raise Http404
    return matter


def at_or_404(viewer: Viewer, number: str, sitting_id: int) -> At:
    """Return a sitting of it."""
    matter = in_dispute_or_404(viewer, number)
    found = sittings_of(viewer, matter).filter(pk=min(sitting_id, 2**63 - 1)).first()
    if found is None:
        raise Http404
    found.matter = matter
    return At(viewer, matter, found, keeps=may_keep(viewer, matter))


def taking_part(viewer: Viewer, matter: Matter) -> list[Side]:
    """Return the sides that a sitting may be planned with."""
    return list(visible_sides(viewer, matter).filter(answer=Side.Answer.CONSENTS))


def warnings_of(sitting: Sitting) -> list[str]:
    """Say what else the mediator has at that time, and which sides no message reaches."""
    said = [
        _("At the same time, from %(begins)s, there is another sitting of this mediator.")
        % {"begins": instant(other.begins_at)}
        for other in colliding(sitting)[:3]
    ]
    rows = sitting.attendances.select_related("side")
    unreached = [side_name(row.side) for row in rows if not (sms.can_send() and phone_of(row.side))]
    if unreached:
        said.append(_("No message goes to: %(sides)s. Please tell them.") % {"sides": " · ".join(unreached)})
    return said


def list_context(viewer: Viewer, matter: Matter, form: PlanForm) -> dict[str, Any]:
    """Return what the list of a dispute's sittings shows."""
    part = part_of(matter.city).sittings
    names = {reason.code: str(reason.name) for reason in part.reasons}
    rows = [
        (row, ENDED[row.ended_how], names.get(row.ended_for, ""), _modes(part, row))
        for row in sittings_of(viewer, matter)
    ]
    return {
        "matter": matter,
        "rows": rows,
        "plan": form if may_keep(viewer, matter) else None,
        "form": form if form.errors else None,
        "sides_take_part": bool(form.sides),
    }


def sitting_context(at: At, sent: Mapping[str, forms.Form]) -> dict[str, Any]:
    """Return what the page of a sitting shows."""
    sitting, matter = at.sitting, at.matter
    settled = settled_in(matter)
    lacks = lacking_before(matter, [side.pk for side in at.sides], settled)
    part = part_of(matter.city).sittings
    held = sitting.ended_how == Sitting.Ending.HELD
    shown = [what for what in _STEPS if _may(at, what)]
    conflicts = [fact for fact in settled if fact.kind == Settled.CONFLICTS]
    return {
        "matter": matter,
        "sitting": sitting,
        "state": ENDED[sitting.ended_how],
        "why": next((str(row.name) for row in part.reasons if row.code == sitting.ended_for), ""),
        "lines": [
            _line(at, row, settled, [each.what for each in lacks if each.side == row.side_id])
            for row in at.attending
        ],
        "conflicts": conflicts[-1] if conflicts else None,
        "lacks_conflicts": any(each.side is None for each in lacks),
        "forms": {what: sent.get(what) or form_of(at, what) for what in shown},
        "form": next((form for form in sent.values() if form.errors), None),
        "opened": next(iter(sent), ""),
        "minutes": getattr(sitting, "minutes", None),
        "writes": may_write(at.viewer, sitting),
        "recorded_by_all": all_consent(sitting),
        "may_upload": held and may_write(at.viewer, sitting) and all_consent(sitting),
        "files": files_of(at.viewer, sitting) if held else (),
    }


def form_of(at: At, what: str, data: QueryDict | None = None) -> Any:
    """Return the form of a step, if it may be taken now."""
    if what not in _STEPS or not _may(at, what):
        return None
    makers: Mapping[str, Callable[[], Any]] = {
        "move": lambda: MoveForm(at.matter, taking_part(at.viewer, at.matter), at.sitting, data),
        "off": lambda: OffForm(at.matter, data),
        "reply": lambda: ReplyForm(at.matter, at.sides, data),
        "settled": lambda: SettledForm(at.matter, at.sides, data),
        "consent": lambda: ConsentForm(at.sides, data),
        "record": lambda: RecordForm(at.matter, at.attending, data),
    }
    return makers[what]()


_STEPS = ("record", "settled", "reply", "consent", "move", "off")


def _may(at: At, what: str) -> bool:
    planned, held = at.sitting.ended_at is None, at.sitting.ended_how == Sitting.Ending.HELD
    if what == "consent":
        return planned or held
    return planned and (at.keeps or what not in ("move", "settled"))


def _line(at: At, row: Attendance, settled: Sequence[Preparation], lacks: Sequence[Settled]) -> SideLine:
    part = part_of(at.matter.city).sittings
    names = {known.code: str(known.name) for known in (*part.modes, *part.reasons)}
    means = {known.code: str(known.name) for known in part.means}
    own = {fact.kind: fact for fact in settled if fact.side_id == row.side_id}
    came = ""
    if row.came_by:
        came = _("came: %(mode)s") % {"mode": names.get(row.came_by, row.came_by)}
    elif row.missed_for:
        came = _("did not come: %(why)s") % {"why": names.get(row.missed_for, row.missed_for)}
    return SideLine(
        name=side_name(row.side),
        mode=names.get(row.mode, row.mode),
        reply=_reply(row, names),
        came=came,
        settled=[_settled(fact, means) for fact in own.values()],
        lacks=[str(SETTLED[what]) for what in lacks],
        recording=_recording(at.sitting, row.side_id),
    )


def _reply(row: Attendance, names: Mapping[str, str]) -> str:
    last = max(row.replies.all(), key=lambda reply: reply.pk, default=None)
    if last is None:
        return _("no answer yet")
    if last.comes:
        return _("comes")
    said = [_("can't come: %(why)s") % {"why": names.get(last.reason, last.reason)}]
    if last.proposed_at:
        said.append(_("proposes %(at)s") % {"at": instant(last.proposed_at)})
    return " · ".join([*said, *([last.text] if last.text else [])])


def _settled(fact: Preparation, means: Mapping[str, str]) -> str:
    said = [str(SETTLED[Settled(fact.kind)]), means.get(fact.means, ""), fact.text]
    said.append(fact.post.name if fact.post else _("by the side itself"))
    return " · ".join([*filter(None, said), instant(fact.at)])


def _recording(sitting: Sitting, side_id: int) -> str:
    last = next((row for row in reversed(sitting.consents.all()) if row.side_id == side_id), None)
    if last is None:
        return ""
    if last.replaces:
        return _("agrees to be recorded, in the place of minutes")
    return _("agrees to be recorded") if last.records else _("doesn't agree to be recorded")


def _modes(part: SittingsPart, row: Sitting) -> str:
    names = {mode.code: str(mode.name) for mode in part.modes}
    return " · ".join(
        f"{side_name(each.side)} {names.get(each.mode, each.mode)}" for each in row.attendances.all()
    )
