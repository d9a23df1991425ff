"""A rule in words: which matters it meets, and what it does with them."""

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.matters.ledger_form import LedgerForm
from sanling.interfaces.desk.matters.narrowed import narrowed_to
from sanling.processes.lists.models import SavedView
from sanling.processes.rules.models import Rule
from sanling.processes.rules.queries import criteria_of, means


def met_by(viewer: Viewer, rule: Rule) -> list[tuple[str, str]]:
    """Return the filters by which a rule goes and what is chosen in each; none for what no ledger knows any more."""
    try:
        return narrowed_to(viewer, means(rule))
    except ValueError:
        return []


def counting_of(viewer: Viewer, view: SavedView) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return which filters of a view a rule would go by, and which say nothing of a new matter."""
    form = LedgerForm(viewer, QueryDict(view.query))
    if not form.is_valid():
        return [], []
    kept = criteria_of(form.criteria())
    counting = narrowed_to(viewer, Criteria.model_validate(kept)) if kept else []
    return counting, [told for told in narrowed_to(viewer, form.criteria()) if told not in counting]


def deed_of(rule: Rule) -> str:
    """Say what a rule does with a matter."""
    if rule.post is None:
        return _("Put the tag “%(word)s” on") % {"word": rule.tag}
    whom = {"name": rule.post.name, "unit": rule.post.unit.name}
    if rule.does == Rule.Does.ASSIGN:
        return _("Assign to %(name)s (%(unit)s)") % whom
    return _("Tell %(name)s (%(unit)s)") % whom


def in_one_line(met: Iterable[tuple[str, str]]) -> str:
    """Return filters as one line, to stand in a sentence."""
    colon, between = pgettext("between label and error", ": "), pgettext("between findings", "; ")
    return between.join(f"{label}{colon}{name}" for label, name in met)
