"""The audit log's rows as sentences: who did what to which, by the names that keys stand for today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.domain.workflow.reading import drafts
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.audit.sentences import noun, sentences
from sanling.foundation.labels import Label
from sanling.foundation.profile.kept import kept_with_profile
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for

OF_MATTERS = "matters."


@dataclass(frozen=True)
class Told:
    """A row with its sentence."""

    row: AuditRow
    sentence: str


def told(viewer: Viewer, rows: Sequence[AuditRow]) -> list[Told]:
    """Return rows with their sentences; a matter is named by its number to whoever may see it, else by its key."""
    names = _names(viewer, {key for row in rows for key in (row.actor_key, row.subject)})
    actions = _actions(profile_for(viewer.city))
    return [Told(row, _sentence(row, names, actions)) for row in rows]


def _names(viewer: Viewer, keys: Iterable[str]) -> dict[str, str]:
    """Name what has a name and is named by one of the keys."""
    ids = defaultdict[str, list[str]](list)
    for key in keys:
        kind, _colon, number = key.partition(":")
        if number.isdecimal():
            ids[kind].append(number)
    posts = Post.objects.filter(pk__in=ids["post"]).select_related("unit")
    users = User.objects.filter(pk__in=ids["user"]).only("display_name")
    units = Unit.objects.filter(pk__in=ids["unit"]).only("name", "name_en")
    divisions = Division.objects.filter(pk__in=ids["division"]).only("name")
    matters = visible_matters(viewer, few=True).filter(pk__in=ids["matter"]).only("number")
    return {
        **{f"post:{post.pk}": f"{post.name} · {post.unit.label}" for post in posts},
        **{user.key: user.display_name for user in users},
        **{f"unit:{unit.pk}": unit.label for unit in units},
        **{f"division:{division.pk}": division.name for division in divisions},
        **{f"matter:{matter.pk}": matter.number for matter in matters},
    }


@kept_with_profile
def _actions(profile: Profile) -> Mapping[str, Sequence[Label]]:
    """Return by the codes of acts on matters what a city's workflows call them, each in its way."""
    called = defaultdict[str, list[Label]](list)
    for draft in drafts(profile.files("workflows")):
        for action in draft.definition().actions:
            if action.name not in called[OF_MATTERS + action.code]:
                called[OF_MATTERS + action.code].append(action.name)
    return called


def _sentence(row: AuditRow, names: Mapping[str, str], actions: Mapping[str, Sequence[Label]]) -> str:
    said = {"who": _who(row, names), "what": names.get(row.subject) or noun(row.subject)}
    sentence = sentences().get(row.act)
    if sentence:
        return str(sentence) % said
    called = "/".join(map(str, actions.get(row.act, ()))) or row.act
    return _("%(who)s did “%(act)s” on %(what)s") % {**said, "act": called}


def _who(row: AuditRow, names: Mapping[str, str]) -> str:
    match row.actor_kind:
        case "link" | "visitor" | "side":
            return _("A resident")
        case "system":
            return _("System")
        case _:
            return names.get(row.actor_key) or noun(row.actor_key)
