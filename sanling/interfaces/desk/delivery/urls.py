"""Addresses of jobs, and their place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.delivery.jobs import jobs, put_back_messages, retry_job
from sanling.interfaces.desk.pages import DeskPage, Section, administers

urlpatterns = [
    path("jobs/", jobs, name="jobs"),
    path("jobs/parked/put-back/", put_back_messages, name="put_back_messages"),
    path("jobs/<int:job_id>/retry/", retry_job, name="retry_job"),
]
PAGES = (DeskPage("desk:jobs", _("Jobs"), "activity", administers, Section.MACHINE),)
