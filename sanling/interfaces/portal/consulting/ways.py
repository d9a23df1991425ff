"""What whoever asked may do besides its acts: let question and answer be published."""

from django.utils.translation import gettext as _

from sanling.domain.consulting.access import may_agree
from sanling.interfaces.portal.matters.door import Door


def _publication(door: Door) -> tuple[str, str] | None:
    if not may_agree(door.actor, door.matter):
        return None
    return _("May others read question and answer?"), door.url("publication")


WAYS = (_publication,)
