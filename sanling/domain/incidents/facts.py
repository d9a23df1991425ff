"""What of incidents a standard may cite."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import CHANNELS, KINDS, LEVELS, MEASURES, SORTS
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.wording import told
from sanling.domain.subjects.facts import FactField, FactSource, Holds

_FIELDS = {
    Kind.PETITION_VISIT: (
        FactField("channel", gettext_lazy("Channel"), Holds.CHOICE, CHANNELS),
        FactField("reached", gettext_lazy("Reached"), Holds.CHOICE, LEVELS),
        FactField("skips_levels", gettext_lazy("Skips a level"), Holds.FLAG),
        FactField("lawful", gettext_lazy("Lawful"), Holds.FLAG),
        FactField("upheld", gettext_lazy("Upheld"), Holds.FLAG),
        FactField("repeat", gettext_lazy("Repeated"), Holds.FLAG),
        FactField("persons", gettext_lazy("Persons"), Holds.NUMBER),
    ),
    Kind.ACCIDENT: (
        FactField("sort", gettext_lazy("Sort"), Holds.CHOICE, SORTS),
        FactField("grade", gettext_lazy("Grade"), Holds.NUMBER),
        FactField("deaths", gettext_lazy("Deaths"), Holds.NUMBER),
        FactField("serious_injuries", gettext_lazy("Serious injuries"), Holds.NUMBER),
        FactField("other_injuries", gettext_lazy("Other injuries"), Holds.NUMBER),
        FactField("casualties", gettext_lazy("Casualties"), Holds.NUMBER),
        FactField("loss", gettext_lazy("Direct loss (CNY)"), Holds.NUMBER),
    ),
    Kind.POLICE_FIGURE: (
        FactField("measure", gettext_lazy("Measure"), Holds.CHOICE, MEASURES),
        FactField("count", gettext_lazy("Count"), Holds.NUMBER),
        FactField("wide_effect", gettext_lazy("Of wide effect"), Holds.FLAG),
    ),
    Kind.RISEN_DISPUTE: (
        FactField("reached", gettext_lazy("Reached"), Holds.CHOICE, LEVELS),
        FactField("persons", gettext_lazy("Persons"), Holds.NUMBER),
    ),
}

FACTS = tuple(
    FactSource(
        code=kind.value,
        name=KINDS[kind],
        model=Incident,
        fields=fields,
        visible=visible_incidents,
        told=told,
        standing=Q(kind=kind, replaced=False, withdrawn=False),
    )
    for kind, fields in _FIELDS.items()
)
