"""The tags of a matter of any kind, on its page."""

from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.matters.matter_panels import Panel, Part
from sanling.interfaces.desk.tags.tags import card_of


def _tags(viewer: Viewer, matter: Matter) -> Part | None:
    card = card_of(viewer, matter)
    return Part("desk/tags/card.html", card) if card.tags or card.form else None


PANELS = (Panel(gettext_lazy("Tags"), None, _tags, below_facts=True),)
