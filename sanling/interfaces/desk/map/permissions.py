"""Who may open the map."""

from sanling.domain.people.access import Viewer
from sanling.domain.people.layers import layers_for
from sanling.processes.figures.indicators import visible_figures


def maps(viewer: Viewer) -> bool:
    """Posts that see rows of which something is counted by the day."""
    return bool(visible_figures(viewer))


def shows_points(viewer: Viewer) -> bool:
    """Posts that see rows which have a point."""
    return maps(viewer) and bool(layers_for(viewer))
