"""Who may open the map."""

from sanling.domain.people.access import Viewer
from sanling.processes.map.values import measures_of


def maps(viewer: Viewer) -> bool:
    """Posts that see rows of which something is counted by the day."""
    return bool(measures_of(viewer))
