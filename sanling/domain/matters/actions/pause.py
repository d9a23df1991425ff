"""Pause: the clocks stand still while the office can't go on (a hearing, an appraisal)."""

from sanling.domain.matters import timing
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.models import Entry


def pause(act: Acting) -> None:
    """Hold the running clocks of the matter and its assignments; those of the stage end with it."""
    act.matter.paused = True
    clocks = [one for one in act.running() if one.stage_id is None]

    def hold_clocks(entry: Entry) -> None:
        timing.pause(clocks, now=act.now, entry=entry)

    act.afterwards.append(hold_clocks)
