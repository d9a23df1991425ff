"""Resume: the clocks go on, later by what the pause took."""

from sanling.domain.matters import timing
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.models import Entry


def resume(act: Acting) -> None:
    """Let the held clocks count on."""
    act.matter.paused = False
    clocks = [one for one in act.running() if one.paused_at is not None]
    rules = {rule.code: rule for rule in act.definition.all_clocks}

    def go_on(entry: Entry) -> None:
        timing.resume(clocks, rules=rules, now=act.now, entry=entry)

    act.afterwards.append(go_on)
