"""What an incident was is said in a few words."""

from django.utils import translation

from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.wording import told


def test_each_kind_is_said_by_what_counts_of_it() -> None:
    with translation.override("en"):
        assert told(Incident(kind="police_figure", measure="order_cases", count=2)) == "Public-order cases 2"
        assert told(Incident(kind="risen_dispute", reached="county")) == "up to: County, persons: —"
        assert told(Incident(kind="petition_visit", persons=1, withdrawn=True)) == "Withdrawn"
