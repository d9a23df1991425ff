"""Publications as a city's profile says them: who drafts, who publishes, and how far down the line they are read."""

from typing import Annotated

from pydantic import Field, StringConstraints

from sanling.domain.territory.config import LevelName
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class PublicationsPart(Part):
    """The file ``publications.toml``; without it nothing is published.

    ``read_down_to``: posts of units at this level or above read what was published of a place that theirs lies in;
    below it one reads what was published of one's own place. Of persons and petitions nothing is told to who doesn't
    see the rows where a number lies between 0 and ``smallest``.
    """

    drafted_by: tuple[Code, ...] = ()
    published_by: tuple[Code, ...] = ()
    read_down_to: LevelName = "township"
    smallest: Annotated[int, Field(ge=2)] = 3
