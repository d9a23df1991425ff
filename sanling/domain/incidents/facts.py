"""What of incidents a standard may cite."""

from django.db.models import Q

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.fields import FIELDS
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import KINDS
from sanling.domain.incidents.wording import told
from sanling.domain.subjects.facts import FactSource

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
    for kind, fields in FIELDS.items()
)
