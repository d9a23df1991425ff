"""A city is brought up to its profile's folder, and all that runs works by it: for the console as for the desk."""

from django.utils import timezone

from sanling.domain.matters.publishing import checked_workflows, publish_workflows
from sanling.domain.matters.recompute import recompute
from sanling.domain.people.actions.set_up_units import set_up_units
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.workflow.models import Definition
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import take_up
from sanling.foundation.profile.taken import take
from sanling.processes.map.config import map_part
from sanling.processes.publishing.queries import profiles_to_publish
from sanling.processes.retention.config import retention_of
from sanling.processes.suggestions.config import kinds_of


def checked_profiles() -> list[Profile]:
    """Return the profiles that the folder holds, found right, a city before its province.

    Raises ProfileError with every mistake of the first that has some, and UnknownProfileError.
    """
    profiles = profiles_to_publish()
    for profile in profiles:
        retention_of(profile)
        kinds_of(profile)
        map_part(profile)
        checked_workflows(profile)
    return profiles


def bring_up(*, actor: Actor, profile: Profile) -> tuple[int, list[Definition]]:
    """Make the units that the structure has and the city lacks, and publish what changed of its standard and workflows.

    Return how many units were made, and the version in force of each workflow; matters are a province's cities'.
    """
    made = set_up_units(actor=actor, profile=profile, begins_on=timezone.localdate(clock.now()))
    publish_standard(actor=actor, profile=profile)
    return made, [] if profile.is_province else publish_workflows(actor=actor, profile=profile)


def put_in_use(digest: str = "") -> tuple[bool, int]:
    """Let all that runs on this machine work by the folder; tell whether it says something new, and how many
    deadlines were counted anew by its holidays. With a ``digest`` it must be that folder: raises `ChangedMeanwhile`.
    """
    taken = take(digest)
    if taken:
        take_up()
    return taken, recompute()
