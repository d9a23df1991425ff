"""What of figures stands on the overview of a place besides its key figures: sections of the city's profile."""

from django.utils.translation import gettext_lazy

from sanling.interfaces.desk.figures.sections import has_sections
from sanling.interfaces.desk.overview_parts import OverviewPart

OVERVIEW = (
    OverviewPart("desk:sections_of_place", "desk:figures", gettext_lazy("Year on year"), has_sections),
)
