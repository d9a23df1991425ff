"""Who may open pages of matters."""

from sanling.domain.matters.registering import registers_any
from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.pages import sees_matters


def registers(viewer: Viewer) -> bool:
    """Posts that take in matters of some kind."""
    return sees_matters(viewer) and registers_any(viewer)
