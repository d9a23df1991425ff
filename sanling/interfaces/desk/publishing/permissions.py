"""Who may open pages of publishing."""

from sanling.domain.people.access import Viewer
from sanling.processes.publishing.queries import decides, proposes


def looks(viewer: Viewer) -> bool:
    """Posts that propose or decide: the administrators of the system, and those of security."""
    return proposes(viewer) or decides(viewer)


__all__ = ["decides", "looks", "proposes"]
