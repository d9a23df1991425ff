"""What the parts of the mediation's profile are made of."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


def _can_be_matched(words: str) -> str:
    """Refuse what is no regular expression."""
    try:
        re.compile(words)
    except re.error as error:
        raise ValueError(f"{words!r} is no regular expression: {error}") from error
    return words


Pattern = Annotated[str, AfterValidator(_can_be_matched)]


class Named(Part):
    """A code with its label."""

    code: Code
    name: Label
