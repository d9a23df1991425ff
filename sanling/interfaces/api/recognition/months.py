"""Months: how many subjects kept their zeros in each county, and which departments confirmed that all facts are in."""

from datetime import datetime
from typing import Annotated

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from sanling.domain.recognition.access import may_confirm
from sanling.domain.recognition.actions.confirm_month import confirm_month, reopen_month
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Confirmation
from sanling.domain.recognition.months import is_over
from sanling.domain.recognition.queries import CountyMonth, month_by_county
from sanling.foundation.days import month_named
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.api.auth import caller_of, reads, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.indicators.rates import RateOut
from sanling.interfaces.api.inputs import LARGEST_ID, Body, Code, Month, Path, sent
from sanling.interfaces.api.problems import forbidden, invalid, not_found
from sanling.interfaces.api.shapes import Named
from sanling.interfaces.api.writes import Key, Made, write

router = Router(tags=["recognition"])


class ConfirmationOut(BaseModel):
    """A lead department's word that all facts of a zero in a month are in for a county, or for the whole city."""

    id: int
    zero: str
    division: str
    at: datetime
    ended_at: datetime | None = Field(description="When it was taken back, if it was.")

    @classmethod
    def of(cls, found: Confirmation) -> "ConfirmationOut":
        """Say a confirmation."""
        return cls(
            id=found.pk, zero=found.zero, division=found.division_id, at=found.at, ended_at=found.ended_at
        )


class ZeroOut(BaseModel):
    """A zero of a county in a month."""

    zero: Named
    confirmation: ConfirmationOut | None = Field(description="The county's own, else the city's.")
    may_confirm: bool = Field(description="Whether it is this post's to confirm.")


class CountyOut(BaseModel):
    """A month of a county, of the subjects that the post sees."""

    county: str
    name: str
    judged: int
    colours: dict[str, int] = Field(description="How many have which colour, by its code.")
    open: int = Field(description="How many depend on what isn't established.")
    exempt: int
    kept: RateOut = Field(description="Those that kept all zeros, of all that were judged.")
    zeros: list[ZeroOut]


class MonthOut(BaseModel):
    """A month, county by county."""

    month: str
    over: bool = Field(description="Whether it has ended, so that it can be confirmed.")
    counties: list[CountyOut]


class ConfirmationBody(Body):
    """Of which zero all facts are in, and where."""

    zero: Code
    division: Annotated[Path, Field(description="A county's path, or the city's.")]


@router.get("/months/{month}", auth=reads, response=answers(MonthOut), operation_id="read_month")
def read_month(request: HttpRequest, month: Month) -> MonthOut:
    """Read how a month stands in each county of which the post sees subjects."""
    viewer = caller_of(request).viewer
    first = month_named(month)
    part: StandardPart = profile_for(viewer.city).part("standard")
    last = part.colours[-1].code if part.colours else ""
    return MonthOut(
        month=month,
        over=is_over(first),
        counties=[_county(found, last) for found in month_by_county(viewer, first)],
    )


@router.post(
    "/months/{month}/confirmations",
    auth=writes,
    response=answers(ConfirmationOut, status=201, writing=True),
    operation_id="confirm_month",
)
def confirm(request: HttpRequest, month: Month, said: ConfirmationBody, idempotency_key: Key) -> HttpResponse:
    """Confirm that all facts of a zero in a month that is over are in; one that is confirmed stays as it is."""
    caller = caller_of(request)
    first = month_named(month)

    def effect() -> Made:
        try:
            found = confirm_month(actor=caller.viewer, zero=said.zero, month=first, division=said.division)
        except PermissionDenied as error:
            raise forbidden(_("This zero isn't this post's to confirm there.")) from error
        except ValidationError as error:
            raise invalid({"month": error.messages[0]}) from error
        return Made(201, ConfirmationOut.of(found))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(said), effect=effect)


@router.delete(
    "/months/{month}/confirmations/{int:confirmation_id}",
    auth=writes,
    response=answers(ConfirmationOut, 404, writing=True),
    operation_id="reopen_month",
)
def reopen(request: HttpRequest, month: Month, confirmation_id: int, idempotency_key: Key) -> HttpResponse:
    """Take a confirmation back that is this post's to give: what it established is not established any more."""
    caller = caller_of(request)
    known = Confirmation.objects.filter(
        pk=min(max(confirmation_id, 0), LARGEST_ID),
        month=month_named(month),
        division__path__startswith=caller.viewer.city,
    )

    def effect() -> Made:
        found = known.filter(ended_at=None).first()
        if found is None or not may_confirm(caller.viewer, found.zero, found.division_id):
            raise not_found()
        reopen_month(actor=caller.viewer, confirmation=found)
        return Made(200, ConfirmationOut.of(known.get()))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=None, effect=effect)


def _county(found: CountyMonth, last: str) -> CountyOut:
    tally = found.tally
    return CountyOut(
        county=found.path,
        name=found.name,
        judged=tally.judged,
        colours={code: count for code, count in tally.colours.items() if code},
        open=tally.colours.get("", 0),
        exempt=tally.exempt,
        kept=RateOut.of(tally.kept(last)),
        zeros=[
            ZeroOut(
                zero=Named(code=cell.zero.code, name=str(cell.zero.name)),
                confirmation=ConfirmationOut.of(cell.confirmation) if cell.confirmation else None,
                may_confirm=cell.may,
            )
            for cell in found.cells
        ],
    )
