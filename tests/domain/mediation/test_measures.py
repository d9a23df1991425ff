"""Whatever becomes of a dispute in mediation, its figures follow, are told by kind of body and open into its rows."""

import pytest

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.change_body import change_body
from sanling.domain.mediation.actions.record_performance import record_performance
from sanling.domain.mediation.actions.record_revisit import record_revisit
from sanling.domain.mediation.forgetting import forget_texts
from sanling.domain.mediation.measures import FLOWS, column_names
from sanling.domain.mediation.models import Body
from sanling.foundation.days import today
from sanling.processes.figures.indicators import Asked, figures_of, rows_of, values
from sanling.processes.figures.models import Fact
from sanling.processes.figures.periods import Grain, period_of
from sanling.processes.figures.queries import By
from sanling.processes.figures.rebuilding import differences
from sanling.processes.reactions import react, react_in_bulk
from tests.city import CITY, TEST, VILLAGE
from tests.domain.mediation.confirmed import confirmed
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.revisits import found
from tests.domain.mediation.sitting import held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
(FLOW,) = FLOWS


def agrees() -> bool:
    """Tell whether what is kept is what follows from the rows, once the worker is through."""
    react()
    react_in_bulk()
    return list(differences(FLOW, CITY)) == []


def test_figures_follow_each_act_of_a_whole_mediation(cast: Cast) -> None:
    application, _first, _other = confirmed(cast)
    assert agrees()
    dispute = application.agreement.matter
    (owed,) = application.agreement.obligations.all()
    record_performance(actor=cast["mediator"].viewer, obligation_id=owed.pk, result="whole", done_on=today())
    assert agrees()
    record_revisit(actor=cast["mediator"].viewer, matter_id=dispute.pk, found=found())
    assert agrees()
    body = Body.objects.get()
    change_body(actor=TEST, body_id=body.pk, kind="trade", name=body.name, name_en="")
    assert agrees()
    assert set(Fact.objects.filter(flow="mediation").values_list("category", flat=True)) == {"trade"}
    forget_texts([dispute])
    assert agrees()


def test_sittings_and_answers_are_followed_too(cast: Cast) -> None:
    held(cast)
    assert agrees()
    assert Fact.objects.filter(flow="mediation", measure="sat").count() == 1


def test_each_figure_by_kind_of_body_opens_into_as_many_rows(cast: Cast) -> None:
    application, *_sides = confirmed(cast)
    react()
    viewer = cast["county_leader"].viewer
    asked = Asked(VILLAGE, period_of(Grain.MONTH, today()), by=By.CATEGORY)
    figures = [figure for figure in figures_of(CITY).values() if figure.flow == "mediation"]
    told = values(viewer, asked, figures)
    counted = 0
    for figure in figures:
        for measure in figure.measures:
            if measure in FLOW.summed:
                continue
            rows = rows_of(viewer, asked, figure, measure).count()
            value = told[figure.code].get("village")
            number = 0
            if value is not None:
                number = value.denominator if measure == figure.denominator else value.numerator
            assert rows == number, (figure.code, measure)
            counted += rows
    assert counted > 10
    assert told["confirmation_rate"]["village"].numerator == 1
    assert rows_of(
        viewer, asked, figures_of(CITY)["confirmation_rate"], "confirmed"
    ).get() == Matter.objects.get(pk=application.matter_id)


def test_who_sees_no_matters_is_told_none(cast: Cast) -> None:
    confirmed(cast)
    react()
    asked = Asked(VILLAGE, period_of(Grain.MONTH, today()))
    figure = figures_of(CITY)["agreements"]
    assert values(cast["auditor"].viewer, asked, [figure])["agreements"] == {}


def test_categories_are_kinds_of_bodies(cast: Cast) -> None:
    assert flows()["mediation"] is FLOW
    assert "court_invited" in column_names(CITY, "category", "dispute")
    assert {"dispute", "confirmation"} <= {*column_names(CITY, "kind", "")}
    assert "scan" in column_names(CITY, "channel", "")
