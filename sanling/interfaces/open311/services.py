"""What can be reported: the categories of those kinds of matter that are nobody's secret."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.matters.config import Category, KindRules, MattersPart
from sanling.foundation.delivery import sms
from sanling.foundation.profile.loader import Profile

# Every service asks how many people it is about.
HEADCOUNT = "headcount"
# Whether the resident agrees to text messages of each step.
MESSAGES = "messages"


@dataclass(frozen=True)
class Service:
    """A category of a kind; its code is "kind.category"."""

    kind: KindRules
    category: Category

    @property
    def code(self) -> str:
        """Return the service's code."""
        return f"{self.kind.code}.{self.category.code}"

    def listed(self) -> dict[str, Any]:
        """Return the service as the list shows it."""
        return {
            "service_code": self.code,
            "service_name": str(self.category.name),
            "description": str(self.category.example or self.kind.line),
            "metadata": True,
            "type": "realtime",
            "keywords": str(self.kind.name),
            "group": str(self.kind.name),
        }

    def defined(self) -> dict[str, Any]:
        """Return what may be told of a request of this service besides the usual."""
        attributes: list[dict[str, Any]] = [
            {
                "code": HEADCOUNT,
                "datatype": "number",
                "datatype_description": _("A whole number from 1."),
                "description": _("How many people does it concern?"),
                "values": [],
            }
        ]
        if sms.can_send():
            attributes.append(
                {
                    "code": MESSAGES,
                    "datatype": "singlevaluelist",
                    "datatype_description": _("A mobile number is needed."),
                    "description": _("Send text messages of each step?"),
                    "values": [{"key": "yes", "name": _("Yes")}, {"key": "no", "name": _("No")}],
                }
            )
        usual = {"variable": True, "required": False}
        numbered = [{**usual, "order": nth, **attribute} for nth, attribute in enumerate(attributes, 1)]
        return {"service_code": self.code, "attributes": numbered}


def public_kinds(profile: Profile) -> list[KindRules]:
    """Return the kinds that are taken here: open to residents and not confidential, so never a petition."""
    part: MattersPart = profile.part("matters")
    return [kind for kind in part.kinds if kind.public and kind.confidentiality == 0]


def services_of(profile: Profile) -> dict[str, Service]:
    """Return the services of a city by code."""
    part: MattersPart = profile.part("matters")
    found = [
        Service(kind, category) for kind in public_kinds(profile) for category in part.categories(kind.code)
    ]
    return {service.code: service for service in found}
