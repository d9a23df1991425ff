"""What of matters stands on the overview of a place: what is late, and with whom."""

from django.utils.translation import gettext_lazy

from sanling.interfaces.desk.overview_parts import OverviewPart
from sanling.interfaces.desk.pages import sees_matters

OVERVIEW = (OverviewPart("desk:late_with", "desk:ledger", gettext_lazy("Late, and with whom"), sees_matters),)
