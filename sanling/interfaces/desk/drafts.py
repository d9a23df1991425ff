"""What the browser keeps drafts under: a name and a key that only the pages of one post of one account carry."""

from typing import Any
from uuid import uuid4

from django.forms import Form
from django.utils.crypto import salted_hmac

from sanling.domain.people.access import Viewer


def draft_seal(viewer: Viewer) -> dict[str, str]:
    """Return the name of a post's drafts and the key that seals them (AES-256, in hexadecimal), always the same.

    Drafts are those of a post: what was begun as one is never offered as another's.
    """
    whose = f"{viewer.user_id}:{viewer.key}"
    return {
        "owner": salted_hmac("sanling.drafts.owner", whose).hexdigest()[:16],
        "key": salted_hmac("sanling.drafts.key", whose, algorithm="sha256").hexdigest(),
    }


def renew_key(form: Form) -> None:
    """Give a bound form that was sent before with other contents a key of its own: sent again, it is another."""
    data: Any = form.data
    renewed = data.copy()
    renewed["_key"] = uuid4().hex
    form.data = renewed
