"""What an office of the directory takes in, in the words of what residents report."""

from collections.abc import Mapping, Sequence

from sanling.domain.matters.naming import called
from sanling.domain.people.directory import Office


def taken_in(city: str, offices: Sequence[Office]) -> Mapping[int, list[str]]:
    """Return what offices of a city take in, by their units' keys: the profile's words, else the names of their lines.

    Of lines those alone count by which matters are divided, each name once.
    """
    names = called(city).lines
    return {
        office.unit.pk: [office.takes_in]
        if office.takes_in
        else list(dict.fromkeys(names[code] for code in office.unit.lines if code in names))
        for office in offices
    }
