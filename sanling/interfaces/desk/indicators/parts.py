"""What of rates stands on the overview of a place: each at its last period that is over."""

from django.utils.translation import gettext_lazy

from sanling.interfaces.desk.indicators.asking import tells_rates
from sanling.interfaces.desk.overview_parts import OverviewPart

OVERVIEW = (OverviewPart("desk:rates_of_place", "desk:rates", gettext_lazy("Rates"), tells_rates),)
