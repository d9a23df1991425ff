"""What is asked of a code point: where it hangs, or where one is to hang in each village and community."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.code_points import type_names
from sanling.domain.people.access import Viewer, reach_at
from sanling.domain.people.code_points import hangs_posters
from sanling.domain.territory.actions.hang_code_points import NewCodePoint
from sanling.domain.territory.models import CodePoint, Division
from sanling.domain.territory.points import Misplaced, datum_of
from sanling.domain.territory.rules import Level
from sanling.foundation.datum import Datum
from sanling.interfaces.components.texts import OneOf, PlainText
from sanling.interfaces.desk.choices import division_field, own_places
from sanling.interfaces.desk.territory.point_form import PointForm


class CodePointForm(PointForm):
    """Where a poster hangs."""

    place = PlainText(
        max_length=120,
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("As residents call it: building 3, stairwell 2."),
    )

    def __init__(self, viewer: Viewer, data: Any = None, point: CodePoint | None = None) -> None:
        """Offer the divisions of the viewer's city, and what is known of a code point that hangs already."""
        known = {} if point is None else {name: getattr(point, name) for name in ("place", "lon", "lat")}
        known |= {"division": point.division_id} if point else {}
        super().__init__(data, auto_id="point_%s", initial={"datum": datum_of(viewer.city), **known})
        self.fields["division"] = division_field(viewer.city, near=own_places(viewer), label=_("Division"))
        self.order_fields(["division", "place", "lon", "lat", "datum"])
        self.viewer = viewer

    def clean_division(self) -> str:
        """Refuse a place outside the jurisdiction."""
        return _within_reach(self.viewer, str(self.cleaned_data["division"]))

    def carried_out(self, action: Callable[..., CodePoint], **about: Any) -> CodePoint | None:
        """Carry an action out; ``None`` for a point that isn't in the division, which the form then says."""
        cleaned = self.cleaned_data
        datum = Datum(cleaned["datum"]) if cleaned["datum"] else None
        try:
            return action(actor=self.viewer, **about, **{**cleaned, "datum": datum})
        except Misplaced as wrong:
            self.add_error(wrong.field, str(wrong))
            return None


class BulkForm(forms.Form):
    """One poster in each village and community of a division, under the same words."""

    words = PlainText(
        max_length=120,
        label=gettext_lazy("Place in each"),
        help_text=gettext_lazy("The same words for all: at the door of the service hall."),
    )

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        """Offer the divisions of the viewer's city."""
        super().__init__(data, auto_id="bulk_%s")
        label = _("In each village and community of")
        self.fields["all_of"] = division_field(viewer.city, near=own_places(viewer), label=label)
        self.order_fields(["all_of", "words"])
        self.viewer = viewer

    def clean_all_of(self) -> str:
        """Refuse a division outside the jurisdiction."""
        return _within_reach(self.viewer, str(self.cleaned_data["all_of"]))

    def places(self) -> list[NewCodePoint]:
        """Return the places, by a valid form."""
        below = Division.objects.filter(
            path__startswith=self.cleaned_data["all_of"], level=Level.VILLAGE, valid_until=None
        )
        words = self.cleaned_data["words"]
        return [NewCodePoint(path, words) for path in below.order_by("path").values_list("pk", flat=True)]


class SubjectsForm(forms.Form):
    """One poster at each subject of a type in a division, under its own name."""

    type = OneOf(label=gettext_lazy("Type of subject"))

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        """Offer the types of the viewer's city, and its divisions."""
        super().__init__(data, auto_id="subjects_%s")
        kinds = self.fields["type"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        kinds.choices = list(type_names(viewer.city).items())
        self.fields["within"] = division_field(viewer.city, near=own_places(viewer), label=_("Within"))
        self.viewer = viewer

    def clean_within(self) -> str:
        """Refuse a division outside the jurisdiction."""
        return _within_reach(self.viewer, str(self.cleaned_data["within"]))


def _within_reach(viewer: Viewer, path: str) -> str:
    if reach_at(viewer, path, hangs_posters) is None:
        raise forms.ValidationError(_("This place is outside your jurisdiction."))
    return path
