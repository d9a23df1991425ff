"""Split: what was merged into another matter is worked on by itself again."""

from django.utils.translation import gettext as _

from sanling.domain.matters import timing
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Entry, Relation


def split(act: Acting) -> None:
    """Untie it from the matter that it followed; its clocks count on from what was left, save those the law runs on."""
    tie = Relation.objects.filter(matter=act.matter, kind=Relation.Kind.MERGED_INTO).first()
    if tie is None:
        raise Invalid({"": _("This matter was merged into no other.")})
    act.params["other"] = tie.other_id
    tie.delete()
    act.matter.resolved_at = None
    clocks = [one for one in act.running() if one.paused_at is not None]
    rules = {rule.code: rule for rule in act.definition.all_clocks}

    def go_on(entry: Entry) -> None:
        counted = {code for code, rule in rules.items() if rule.counts_merged}
        timing.resume(clocks, rules=rules, now=act.now, entry=entry, counted=counted)

    act.afterwards.append(go_on)
