"""What the shared templates draw, as typed items that views fill."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django_stubs_ext import StrPromise


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One entry of the navigation; `icon` is a name in frontend/icons.json, a `count` of None shows none."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class PostItem:
    """One of the viewer's own posts, in the switcher."""

    id: int
    title: str
    unit: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class AttachmentItem:
    """One file beside a timeline item; with a thumbnail it is shown as a picture.

    `audience` is a word shown as a tag where fewer may see it than the item.
    """

    name: str
    url: str
    thumbnail_url: str = ""
    audience: str = ""


@dataclass(frozen=True, kw_only=True)
class TimelineItem:
    """One thing that happened: when, what (a sentence), who, their own words, and facts as (label, value) pairs.

    `audience` is a word shown as a tag ("internal"), empty for what everybody may read. `anchor` becomes the
    element's id.
    """

    at: datetime
    text: str
    who: str = ""
    note: str = ""
    audience: str = ""
    details: tuple[tuple[str, str], ...] = ()
    attachments: tuple[AttachmentItem, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class Pagination:
    """Where a list stands: addresses of the newer and older page (empty at the ends), a line on what is shown."""

    newer_url: str = ""
    older_url: str = ""
    text: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a column, by which rows may be sorted; a hidden one is for who doesn't see the column.

    Of a ``figure`` it stands above numbers, to the right as they do.
    """

    label: StrPromise | str
    sort: str = ""
    hidden: bool = False
    picks: bool = False
    figure: bool = False


# So many fit, in the ledger as it usually is.
MOST_HEADS = 10


@dataclass(frozen=True)
class Listing:
    """A list, as `{% listing %}` frames its rows. In a linked one a row leads where its first link does."""

    heads: Sequence[Head]
    nothing: StrPromise | str
    what_to_do: StrPromise | str = ""
    icon: str = "inbox"
    linked: bool = False
    rows: Sequence[Any] = ()
    page: Pagination = Pagination()
    # Where one goes from an empty list, and what that is called.
    way_out: str = ""
    way_out_label: StrPromise | str = ""

    @property
    def wide(self) -> bool:
        """Tell whether its columns may be more than stand beside each other on a screen of 1366."""
        return len(self.heads) > MOST_HEADS

    def holding(self, rows: Sequence[Any], page: Pagination | None = None) -> "Listing":
        """Return the list with rows in it, and the pages around them."""
        return replace(self, rows=rows, page=page or self.page)
