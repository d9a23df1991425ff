"""What kinds of marks, reasons of withdrawal and categories are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.consulting.access import part_of
from sanling.domain.consulting.models import Answer
from sanling.domain.matters.config import MattersPart
from sanling.foundation.profile.registry import profile_for

MARKS: Mapping[str, StrPromise] = {
    "id": _("number of a person"),
    "phone": _("phone"),
    "account": _("account"),
    "plate": _("number plate"),
    "email": _("email"),
    "link": _("link"),
    "number": _("number of a matter"),
    "name": _("name, phone or address of a party"),
    "called": _("perhaps a name"),
    "address": _("perhaps an address"),
    "place": _("perhaps a place"),
}
WITHDRAWN: Mapping[str, StrPromise] = {
    Answer.Withdrawn.CONSENT: _("Whoever asked no longer agrees"),
    Answer.Withdrawn.FAULT: _("A fault was found"),
    Answer.Withdrawn.REPLACED: _("Replaced by a correction"),
}


def categories_of(city: str) -> Mapping[str, str]:
    """Return the categories of a city's questions, in the language of the page."""
    matters: MattersPart = profile_for(city).part("matters")
    return {
        category.code: str(category.name)
        for kind in part_of(city).kinds
        for category in matters.categories(kind)
    }
