"""Jobs of the worker, for administrators: what waits, runs, failed or stalled, and trying again."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.models import ParkedMessage
from sanling.foundation.delivery.outbox import put_back
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.pages import administers_city

SHOWN = 100
JOBS = Listing(
    heads=(
        Head(gettext_lazy("Job")),
        Head(gettext_lazy("Task")),
        Head(gettext_lazy("Tries")),
        Head(gettext_lazy("Last event")),
        Head(gettext_lazy("Try again"), hidden=True),
    ),
    nothing=gettext_lazy("No such jobs"),
    icon="activity",
)
PARKED = Listing(
    heads=(
        Head(gettext_lazy("Topic")),
        Head(gettext_lazy("Concerns")),
        Head(gettext_lazy("Parked")),
        Head(gettext_lazy("Error")),
    ),
    nothing="",
)
SILENT_AFTER = timedelta(seconds=120)
FILTERS = {
    "failed": gettext_lazy("Failed"),
    "stalled": gettext_lazy("Stalled"),
    "doing": gettext_lazy("Running"),
    "todo": gettext_lazy("Waiting"),
    "succeeded": gettext_lazy("Done"),
}


def _of(name: str) -> QuerySet[ProcrastinateJob]:
    jobs: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.order_by("-id")
    if name == "stalled":
        return jobs.filter(_stalled())
    return jobs.filter(status=name)


def _stalled() -> Q:
    silent = clock.now() - SILENT_AFTER
    return Q(status="doing") & (Q(worker=None) | Q(worker__last_heartbeat__lt=silent))


@require_GET
@door(administers_city)
def jobs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the jobs of one state, and when the workers were last heard of."""
    wanted = request.GET.get("state", "failed")
    if wanted not in FILTERS:
        raise Http404
    counts = dict(ProcrastinateJob.objects.values_list("status").annotate(count=Count("id")).order_by())
    counts["stalled"] = ProcrastinateJob.objects.filter(_stalled()).count()
    rows = list(_of(wanted)[:SHOWN])
    latest: dict[int, ProcrastinateEvent] = {}
    for event in ProcrastinateEvent.objects.filter(job__in=[row.id for row in rows]).order_by("id"):
        latest[event.job_id] = event
    context = {
        "tabs": [(name, label, counts.get(name, 0)) for name, label in FILTERS.items()],
        "wanted": wanted,
        "shown": JOBS.holding([(row, latest.get(row.id)) for row in rows]),
        "parked": PARKED.holding(list(ParkedMessage.objects.order_by("pk")[:SHOWN])),
        "workers": ProcrastinateWorker.objects.order_by("-last_heartbeat"),
    }
    return render(request, "desk/delivery/jobs.html", context)


@require_POST
@door(administers_city)
def retry_job(request: HttpRequest, viewer: Viewer, job_id: int) -> HttpResponse:
    """Queue a failed or stalled job again."""
    job = ProcrastinateJob.objects.filter(Q(status="failed") | _stalled(), id=job_id).first()
    if job is None:
        messages.error(request, _("This job is not to be tried again: it runs, waits or is done."))
        return redirect("desk:jobs")
    record(
        actor=viewer,
        act="jobs.retry",
        subject=f"job:{job_id}",
        city=viewer.city,
        detail={"task": job.task_name},
    )
    app.job_manager.retry_job_by_id(job_id, retry_at=clock.now())
    messages.success(request, _("The job is queued again."))
    return redirect("desk:jobs")


@require_POST
@door(administers_city)
def put_back_messages(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Put all parked messages back, so that the worker tries them again."""
    with transaction.atomic():
        done = put_back(parked=ParkedMessage.objects.values_list("pk", flat=True))
        record(
            actor=viewer,
            act="outbox.put_back",
            subject="outbox:parked",
            city=viewer.city,
            detail={"messages": done},
        )
    told = ngettext("%(count)d message is tried again.", "%(count)d messages are tried again.", done)
    messages.success(request, told % {"count": done})
    return redirect("desk:jobs")
