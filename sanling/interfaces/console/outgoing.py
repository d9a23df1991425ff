"""Whether messages to staff and residents go out."""

from collections.abc import Iterator

from sanling.interfaces.console.finding import Finding, Severity
from sanling.processes.notices.lagging import given_up, too_late


def outgoing() -> Iterator[Finding]:
    """Tell how many messages were given up, since when and mostly why, and what waits too long."""
    failed, late = given_up(), too_late()
    if failed:
        count, oldest = sum(lag.count for lag in failed), min(lag.oldest for lag in failed)
        others = f", and {len(failed) - 1} other reasons" if len(failed) > 1 else ""
        reason = failed[0].of.rstrip(".")
        text = f"{count} were given up, the oldest at {oldest:%Y-%m-%d %H:%M} UTC: {reason}{others}"
        fix = "mend that, then have them sent again on the desk's page of messages."
        yield Finding(Severity.WARNING, "messages", text, fix)
    for lag in late:
        text = f"{lag.count} by {lag.of} wait, the oldest since {lag.oldest:%Y-%m-%d %H:%M} UTC"
        fix = "start `sanling worker`; its log says why a channel fails."
        yield Finding(Severity.WARNING, "messages", text, fix)
    if not failed and not late:
        yield Finding(Severity.GOOD, "messages", "none was given up, none waits")
