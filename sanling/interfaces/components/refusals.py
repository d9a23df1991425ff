"""What an action refused, beside the fields of the form that asked for it."""

from collections.abc import Callable, Mapping

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.matters.errors import ActError, Invalid, NotAllowed, NotFound, Stale

STALE = gettext_lazy("Somebody changed it meanwhile. Please look at it again.")
# Of a text that is still in the form, and can be compared.
STALE_TEXT = gettext_lazy(
    "Somebody changed the text meanwhile. Yours stands here still: open the page in another tab."
)


def put_errors(form: forms.BaseForm, errors: Mapping[str, str]) -> None:
    """Put each message beside its field; of what the form has no field for, on top."""
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, message)


def tried(form: forms.BaseForm, act: Callable[[], object], *, stale: StrPromise = STALE) -> bool:
    """Do something whole or not at all; tell whether it is done, with what is wrong put into the form.

    Raises ``PermissionDenied`` where it isn't theirs to do, ``Http404`` for what can't be done at all.
    """
    try:
        with transaction.atomic():
            act()
    except NotAllowed as refused:
        form.add_error(None, refused.reason)
    except NotFound as absent:
        raise PermissionDenied from absent
    except Stale:
        form.add_error(None, stale)
    except Invalid as invalid:
        put_errors(form, invalid.errors)
    except ActError as error:
        raise Http404 from error
    return not form.errors
