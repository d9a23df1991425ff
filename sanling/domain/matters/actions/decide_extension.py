"""Decide extension: grant or deny the time asked for; the party is told the reason."""

from sanling.domain.matters import timing
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.guards import pending_extension
from sanling.domain.matters.models import Clock, Entry


def decide_extension(act: Acting) -> None:
    """Move the clock asked about when the request is granted; refused requests leave it as it is."""
    asked = pending_extension(act.matter)
    granted = act.fields["granted"] == "yes"
    act.params["extension"] = "granted" if granted else "denied"
    if asked is None or not granted:
        return
    clock = Clock.objects.get(pk=asked.params["clock"], matter=act.matter)
    by = int(asked.params["by"])
    act.params.update(clock=clock.pk, by=by)

    def move(entry: Entry) -> None:
        timing.extend(clock, by=by, rule=act.definition.clock(clock.code), entry=entry)

    act.afterwards.append(move)
