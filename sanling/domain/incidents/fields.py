"""What is said of incidents of each kind, beside where, when and who answers for them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from sanling.domain.incidents.naming import CHANNELS, LEVELS, MEASURES, SORTS
from sanling.domain.incidents.rules import Kind
from sanling.domain.subjects.facts import FactField, Holds

FIELDS: Mapping[Kind, tuple[FactField, ...]] = {
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
# Follows from the others, and is said by nobody.
COMPUTED = frozenset({"grade", "casualties"})
# Without these nothing is recorded.
NEEDED: Mapping[Kind, frozenset[str]] = {
    Kind.PETITION_VISIT: frozenset({"channel", "reached", "persons"}),
    Kind.ACCIDENT: frozenset({"sort"}),
    Kind.POLICE_FIGURE: frozenset({"measure", "count"}),
    Kind.RISEN_DISPUTE: frozenset({"reached"}),
}
# The least and the most that a number may be; what counts something that there is begins at one.
LEAST: Mapping[str, int] = {"persons": 1, "count": 1}
MOST: Mapping[str, int] = {"loss": 10**12}
MOST_COUNTED = 1_000_000


def entered(kind: Kind) -> tuple[FactField, ...]:
    """Return what is said of a kind by whoever records it, in the order of a form."""
    return tuple(field for field in FIELDS[kind] if field.code not in COMPUTED)
