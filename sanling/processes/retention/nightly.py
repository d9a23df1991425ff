"""Each night, where a city's profile wants it so."""

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.profile.registry import installed_profiles
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.config import retention_of

RETENTION = SystemActor("retention")


def forget_automatically() -> int:
    """Apply the rules of those profiles that say `automatic`; return from how many matters something was removed."""
    return sum(
        forget(actor=RETENTION, city=profile.city, rule=rule).matters
        for profile in installed_profiles().values()
        if retention_of(profile).automatic
        for rule in retention_of(profile).rules
    )
