"""What is found by looking at an installation."""

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is."""

    GOOD = 0
    WARNING = 1
    BROKEN = 2


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    level: Severity
    area: str
    text: str
    fix: str = ""
