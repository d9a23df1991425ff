"""What incidents and what is said of them are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.rules import Channel, Grade, Kind, Measure, Reached, Sort

KINDS = {
    Kind.PETITION_VISIT: gettext_lazy("Petition visit"),
    Kind.ACCIDENT: gettext_lazy("Accident"),
    Kind.POLICE_FIGURE: gettext_lazy("Police figure"),
    Kind.RISEN_DISPUTE: gettext_lazy("Dispute that rose"),
}
LEVELS: Mapping[str, Promise] = {
    Reached.TOWNSHIP: gettext_lazy("Township"),
    Reached.COUNTY: gettext_lazy("County"),
    Reached.CITY: gettext_lazy("City"),
    Reached.PROVINCE: gettext_lazy("Province"),
    Reached.STATE: gettext_lazy("The state"),
}
CHANNELS: Mapping[str, Promise] = {
    Channel.LETTER: gettext_lazy("Letter"),
    Channel.VISIT: gettext_lazy("Visit"),
    Channel.WEB: gettext_lazy("Web"),
    Channel.PHONE: gettext_lazy("Phone"),
}
MEASURES: Mapping[str, Promise] = {
    Measure.CRIMINAL_CALLS: gettext_lazy("Criminal calls"),
    Measure.ORDER_CALLS: gettext_lazy("Public-order calls"),
    Measure.CRIMINAL_CASES: gettext_lazy("Criminal cases"),
    Measure.ORDER_CASES: gettext_lazy("Public-order cases"),
    Measure.HOMICIDES: gettext_lazy("Homicides"),
    Measure.ROBBERY_AND_THEFT: gettext_lazy("Robbery and theft"),
}
SORTS: Mapping[str, Promise] = {
    Sort.WORK: gettext_lazy("Work safety"),
    Sort.ROAD: gettext_lazy("Road"),
    Sort.FIRE: gettext_lazy("Fire"),
    Sort.OTHER: gettext_lazy("Other"),
}
GRADES = {
    Grade.ORDINARY: gettext_lazy("Ordinary accident"),
    Grade.SERIOUS: gettext_lazy("Serious accident"),
    Grade.MAJOR: gettext_lazy("Major accident"),
    Grade.ESPECIALLY_MAJOR: gettext_lazy("Especially major accident"),
}
