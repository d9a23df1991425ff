"""What is made of a profile once, and goes with it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from sanling.foundation.profile.loader import Profile

P = ParamSpec("P")
R = TypeVar("R")


def kept_with_profile(make: Callable[Concatenate[Profile, P], R]) -> Callable[Concatenate[Profile, P], R]:
    """Keep what a function makes of a profile and further arguments for as long as that profile is in use.

    A cache beside the profile would outlive it (`tests/house/test_cities.py`).
    """

    @wraps(make)
    def kept(profile: Profile, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (make, *args, *kwargs.values())
        if key not in profile.made:
            profile.made[key] = make(profile, *args, **kwargs)
        return cast("R", profile.made[key])

    return kept
