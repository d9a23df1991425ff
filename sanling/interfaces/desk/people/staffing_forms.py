"""Forms for giving posts and arranging leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.appoint import NewPost
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.giving import keeps_to_lines
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import accounts_of, in_office, roles_of
from sanling.domain.territory.queries import below
from sanling.foundation import clock
from sanling.foundation.accounts.models import User, username_of
from sanling.foundation.days import day_after, midnight, today
from sanling.foundation.finding import named
from sanling.foundation.privacy.mask import mask_phone
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.variants import spellings
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import NameText, OneOf, PhoneField, PlainText, SomeOf, local_phones
from sanling.interfaces.desk import picks
from sanling.interfaces.desk.choices import PostPicks, own_places

Choices = list[tuple[str, str]]


def colleagues(viewer: Viewer) -> QuerySet[User]:
    """Return who may be given a post here: whose accounts the city knows of, but never oneself."""
    return accounts_of(viewer.city).filter(is_active=True).exclude(pk=viewer.user_id)


@dataclass(frozen=True)
class PersonPicks(picks.Picks):
    """People with an account, by any part of their name or their whole username; a phone would tell whose it is."""

    viewer: Viewer
    sort = "person"

    def find(self, typed: str) -> list[picks.Offer]:
        """Return those called so first, then by name."""
        words = typed.strip()
        name = spellings(words)
        posts = Post.objects.filter(named("found_by", words), unit__city=self.viewer.city)
        called = Q(display_name__iregex=f"^{name}$") | Q(username=username_of(words))
        found = self._people().filter(called | Q(display_name__iregex=name) | Q(pk__in=posts.values("user")))
        rank = Case(When(called, then=Value(0)), default=Value(1), output_field=IntegerField())
        return self._offers(found.annotate(called=rank).order_by("called", "display_name", "pk"))

    def likely(self) -> list[picks.Offer]:
        """Return those who work at the viewer's own places."""
        here = Q(reduce(or_, (Q(unit__division__path__startswith=path) for path in own_places(self.viewer))))
        posts = Post.objects.filter(here, in_office(clock.now()), unit__city=self.viewer.city)
        return self._offers(self._people().filter(pk__in=posts.values("user")).order_by("display_name", "pk"))

    def of_keys(self, keys: Sequence[str]) -> list[picks.Offer]:
        """Return the accounts of ids."""
        return [self._offer(user) for user in picks.rows_of_keys(self._people(), keys)]

    def _people(self) -> QuerySet[User]:
        here = Q(unit__city=self.viewer.city, user=OuterRef("pk"))
        held = Post.objects.filter(here, in_office(clock.now())).order_by("pk")
        return colleagues(self.viewer).annotate(works_at=Subquery(held.values("unit__name")[:1]))

    def _offers(self, people: QuerySet[User]) -> list[picks.Offer]:
        return [self._offer(user) for user in people[: picks.OFFERS]]

    def _offer(self, user: User) -> picks.Offer:
        told = (vars(user)["works_at"], mask_phone(user.phone or ""))
        hint = " · ".join(filter(None, told)) or user.username
        return picks.Offer(str(user.pk), user.display_name, hint, names=(user.username,))


def person_field(viewer: Viewer, **kwargs: Any) -> picks.PickField:
    """Return a box for a person who has an account."""
    return picks.PickField(
        PersonPicks(viewer),
        url=reverse("desk:find_person"),
        placeholder=_("Name or username"),
        **kwargs,
    )


class AppointForm(forms.Form):
    """A post to be given: to somebody known, or to somebody new."""

    name = NameText(required=False, max_length=60, label=gettext_lazy("Full name"))
    username = PlainText(required=False, max_length=60, label=gettext_lazy("Username"))
    mobile = PhoneField(
        required=False,
        label=gettext_lazy("Mobile phone"),
        help_text=gettext_lazy("The new colleague signs in with a code sent to this number."),
    )
    role = OneOf(label=gettext_lazy("Role"))
    divisions = SomeOf(
        required=False,
        label=gettext_lazy("Jurisdiction"),
        help_text=gettext_lazy("None chosen: all of the unit's territory."),
        widget=forms.CheckboxSelectMultiple,
    )
    lines = SomeOf(
        required=False,
        label=gettext_lazy("Lines"),
        help_text=gettext_lazy("None chosen: every line of the unit."),
        widget=forms.CheckboxSelectMultiple,
    )
    phone = PhoneField(required=False, label=gettext_lazy("Duty phone"))
    begins_on = DayField(gettext_lazy("First day"))
    ends_on = DayField(gettext_lazy("Last day"))

    def __init__(
        self, viewer: Viewer, unit: Unit, roles: frozenset[str], lines: Choices, data: Any = None
    ) -> None:
        """Offer the roles that the viewer gives and that the unit's structure has."""
        super().__init__(data, auto_id="appoint_%s", initial={"begins_on": today()})
        self.viewer, self.unit = viewer, unit
        local_phones(self, unit.city)
        part: PeoplePart = profile_for(unit.city).part("people")
        held = roles & roles_of(unit)
        self._choices("role", [(role.code, str(role.name)) for role in part.roles if role.code in held])
        self._choices("divisions", [(part.pk, part.name) for part in below(unit.division_id)])
        self._choices("lines", lines)
        self.fields["person"] = person_field(viewer, label=_("Colleague with an account"), required=False)
        self.order_fields(["person"])

    def _choices(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Want one person, known or new, and a span that is not over."""
        cleaned = super().clean() or {}
        new = [name for name in ("name", "username", "mobile") if cleaned.get(name)]
        if cleaned.get("person") and new:
            self.add_error("person", _("Choose a colleague or name a new one, not both."))
        elif not cleaned.get("person") and "person" not in self.errors:
            if not new:
                self.add_error("person", _("Choose a colleague, or fill in who is new."))
            for name in ("name", "username", "mobile") if new else ():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("This field is required."))
        first, last = cleaned.get("begins_on") or today(), cleaned.get("ends_on")
        if first < today():
            self.add_error("begins_on", _("A post begins today or later."))
        if last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        if not all(map(self.viewer.own.covers, self._paths(cleaned))):
            text = _("You give posts for divisions that you answer for yourself, and for no others.")
            self.add_error("divisions" if "divisions" in self.fields else None, text)
        if not keeps_to_lines(self.viewer.own, self.unit, cleaned.get("lines") or ()):
            text = _("You give posts for lines that you answer for yourself, and for no others.")
            self.add_error("lines" if "lines" in self.fields else None, text)
        return cleaned

    def _paths(self, cleaned: dict[str, Any]) -> list[str]:
        return cleaned.get("divisions") or [self.unit.division_id]

    def new_post(self, user: User) -> NewPost:
        """Return what is to be given to this person."""
        cleaned = self.cleaned_data
        first, last = cleaned["begins_on"] or today(), cleaned["ends_on"]
        return NewPost(
            user_id=user.pk,
            unit_id=self.unit.pk,
            role=cleaned["role"],
            name=user.display_name,
            paths=self._paths(cleaned),
            lines=cleaned.get("lines") or (),
            phone=cleaned["phone"],
            begins_at=midnight(first) if first > today() else None,
            ends_at=day_after(last) if last else None,
        )


class LeaveForm(forms.Form):
    """Who stands in for a post, and on which days."""

    first = DayField(gettext_lazy("First day"))
    last = DayField(gettext_lazy("Last day"))

    def __init__(self, viewer: Viewer, post: Post, data: Any = None) -> None:
        """Offer the posts of the city that others hold."""
        super().__init__(data, auto_id="leave_%s", initial={"first": today()})
        others = stand_ins(viewer).exclude(user=post.user_id)
        self.fields["substitute"] = picks.PickField(
            PostPicks(others, viewer.city, (post.unit.division_id,)),
            url=reverse("desk:find_stand_in"),
            placeholder=_("Name of a person or unit"),
            label=_("Stood in for by"),
        )
        self.order_fields(["substitute"])
        for name in ("first", "last"):
            self.fields[name].required = True

    def span(self) -> tuple[datetime, datetime]:
        """Return the instants from which and until which; today's leave begins at once."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        begins_at = clock.now() if first == today() else midnight(first)
        return begins_at, day_after(last)

    def clean_first(self) -> date:
        """Refuse a day that is over."""
        first: date = self.cleaned_data["first"]
        if first < today():
            raise forms.ValidationError(_("Leave begins today or later."))
        return first


def stand_ins(viewer: Viewer) -> QuerySet[Post]:
    """Return the posts of the city that may stand in for another: none of one's own, nor of one's own making."""
    held = Post.objects.filter(in_office(clock.now()), unit__city=viewer.city)
    return held.exclude(Q(user=viewer.user_id) | Q(user__made_by=viewer.user_id))
