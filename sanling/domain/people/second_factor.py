"""Who must sign in with a second factor: by the roles that the profile marks so."""

from collections.abc import Iterable

from django.conf import settings

from sanling.domain.people.roles import RoleRules
from sanling.foundation.accounts.queries import has_second_factor


def lacks_second_factor(user_id: int, roles: Iterable[RoleRules]) -> bool:
    """Tell whether a person works in a role that wants a second factor (GB/T 22239 level 3) and has set up none.

    A demonstration's cast, which signs in by a click on the same machine, needs none.
    """
    wanted = any(role.second_factor for role in roles)
    return wanted and not settings.DEMO and not has_second_factor(user_id)
