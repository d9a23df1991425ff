"""Consulting as a city's profile says it: which matters are questions, and who publishes their answers."""

from typing import Annotated

from pydantic import Field, StringConstraints

from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class ConsultingPart(Part):
    """The file ``consulting.toml``; without ``kinds`` nothing is published.

    ``kinds`` of matters are questions; the field ``answer`` of an act of theirs is what they were answered. Somebody
    in a role of ``published_by`` lets what another person drafted stand.
    """

    kinds: tuple[Code, ...] = ()
    answer: Code = "answer"
    published_by: tuple[Code, ...] = ()
    # How many answered questions are offered to who types a new one, and how alike they must be.
    most_offered: Annotated[int, Field(ge=0, le=10)] = 3
    least_alike: Annotated[float, Field(gt=0, le=1)] = 0.15
