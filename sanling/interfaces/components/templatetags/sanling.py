"""Template tags of all pages: built files, icons, instants, lateness, form controls, heads of sortable columns."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BoundField, CheckboxSelectMultiple, RadioSelect
from django.forms.widgets import CheckboxInput, Select
from django.template import Context, Engine
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sanling.foundation.clock import now
from sanling.foundation.privacy.phone import dialled, grouped
from sanling.interfaces.components import nearness
from sanling.interfaces.components.assets import asset_url
from sanling.interfaces.components.base_map import base_map
from sanling.interfaces.components.cities import FIELD
from sanling.interfaces.components.items import Listing
from sanling.interfaces.components.typed import sent_files, typed_in

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a built file: {% asset "desk.css" %}."""
    return asset_url(name)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon named in frontend/icons.json; decoration to a screen reader unless it gets a label."""
    use = format_html('<use href="{}#{}"></use>', asset_url("icons.svg"), name)
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}">{}</svg>', label, use)
    return format_html('<svg class="icon" aria-hidden="true">{}</svg>', use)


@register.simple_tag(name="base_map")
def base_map_tag() -> str:
    """Return the addresses of the base map's tiles, if there is one: {% base_map as tiles %}."""
    return base_map()


@register.simple_tag(takes_context=True)
def typed(context: template.Context) -> list[str]:
    """Return what was typed into the form that was sent: {% typed as texts %}."""
    return typed_in(context.get("request"))


@register.simple_tag(takes_context=True)
def files_sent(context: template.Context) -> bool:
    """Tell whether files have to be chosen again: {% files_sent as files %}."""
    return sent_files(context.get("request"))


@register.filter
def instant(at: datetime | None) -> str:
    """Return "2026-11-22 14:05", local; nothing for None."""
    return nearness.instant(at) if at else ""


@register.filter
def deadline(at: datetime | None) -> str:
    """Return "2026-11-22 24:00" for the end of a day, other instants as they are; nothing for None."""
    return nearness.deadline(at) if at else ""


@register.simple_tag(name="provisional")
def provisional_mark() -> SafeString:
    """Draw the mark of a deadline that a holiday schedule yet to come may move: {% provisional %}."""
    return format_html('<span class="tag" title="{}">{}</span>', nearness.PROVISIONAL, gettext("provisional"))


@register.simple_tag
def due(at: datetime | None, *, provisional: bool = False) -> SafeString:
    """Draw a deadline, marked if it is provisional: {% due row.due_at provisional=row.due_provisional %}."""
    if not at:
        return SafeString("—")
    said = nearness.deadline(at)
    return format_html("{} {}", said, provisional_mark()) if provisional else SafeString(said)


@register.filter
def unbroken(said: str) -> SafeString:
    """Let a narrow column break an instant between day and hour alone: {{ at|instant|unbroken }}."""
    return format_html_join(" ", '<span class="nowrap">{}</span>', ((part,) for part in said.split()))


@register.filter
def ago(at: datetime | None) -> str:
    """Return "3 hours ago", or the instant after thirty days; nothing for None."""
    return nearness.ago(at, now()) if at else ""


@register.filter
def left(due: datetime | None) -> str:
    """Return "2 hours left" or "3 hours over"; nothing for None."""
    return nearness.left(due, now()) if due else ""


@register.simple_tag
def when(at: datetime) -> SafeString:
    """Draw an instant by nearness, the exact one as the title: {% when entry.at %}."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        at.isoformat(),
        nearness.instant(at),
        nearness.ago(at, now()),
    )


@register.simple_tag
def lateness(
    due: datetime | None,
    *,
    warn_at: datetime | None = None,
    paused: bool = False,
    stopped_at: datetime | None = None,
    dropped: bool = False,
) -> SafeString:
    """Draw how a clock stands, by word, shape and colour: {% lateness row.due warn_at=row.warn_at %}."""
    mark = nearness.lateness(
        due=due, now=now(), warn_at=warn_at, paused=paused, stopped_at=stopped_at, dropped=dropped
    )
    return format_html(
        '<span class="lateness lateness-{}" title="{}">{}{}</span>',
        mark.level,
        nearness.instant(due) if due else "",
        icon(mark.icon),
        mark.text,
    )


register.filter("grouped", grouped)


@register.filter
def phone(number: str) -> SafeString:
    """Draw a phone number in groups, as a link to dial; what is no number as it is, nothing for nothing."""
    read, link = grouped(number), dialled(number)
    return format_html('<a class="phone" href="{}">{}</a>', link, read) if link else format_html("{}", read)


@register.filter
def kind(field: BoundField) -> str:
    """Tell field.html which shape a field takes: "check", "choices" or "control"."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, CheckboxInput) else "control"


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw a field's widget with the class its style needs; what the form declares is kept."""
    widget = field.field.widget
    if kind(field) != "control":
        return field.as_widget()
    style = "form-select" if isinstance(widget, Select) else "form-control"
    declared = str(widget.attrs.get("class", ""))
    return field.as_widget(attrs={"class": f"{style} {declared}".strip()})


@register.inclusion_tag("components/sort.html", takes_context=True)
def sort(context: template.Context, key: str, label: str, *, figure: bool = False) -> dict[str, Any]:
    """Draw the head of a sortable column: {% sort "due" "Due" %}.

    It links to this page with `?sort=due`, or `?sort=-due` where it is already sorted that way up, drops the page's
    position (`after`, `before`), and marks the present order by `aria-sort` for screen readers.
    """
    query = context["request"].GET.copy()
    present = query.get("sort", "")
    for name in ("after", "before", "sort"):
        query.pop(name, None)
    query["sort"] = f"-{key}" if present == key else key
    order = {key: "ascending", f"-{key}": "descending"}.get(present, "")
    return {"label": label, "url": f"?{query.urlencode()}", "order": order, "figure": figure}


@register.simple_block_tag(takes_context=True)
def listing(context: template.Context, content: SafeString, listing: Listing) -> SafeString:
    """Frame the rows of a list: {% listing waiting %}<tr>…</tr>{% endlisting %}; of one without rows say what to do."""
    frame = Engine.get_default().get_template("components/listing.html")
    with context.push(listing=listing, rows=content):
        return frame.render(context)


@register.filter
def anchor(field: BoundField) -> str:
    """Return the id that an error summary links to: the control, or the group of choices."""
    return str(field.auto_id if kind(field) == "choices" else field.id_for_label)


@register.simple_tag(takes_context=True)
def city_url(context: Context, name: str, **fields: Any) -> str:
    """Return an address of the page's own city: it says which, where there are several; empty fields are left out."""
    said = {FIELD: context.get("city_code"), **fields}
    query = urlencode({field: value for field, value in said.items() if value})
    return f"{reverse(name)}?{query}" if query else reverse(name)
