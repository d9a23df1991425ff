"""Addresses of jobs and messages, and their places in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.delivery.jobs import jobs, put_back_messages, retry_job
from sanling.interfaces.desk.delivery.messages import failed_messages, message_texts, send_messages_again
from sanling.interfaces.desk.pages import DeskPage, Section, administers, administers_city

urlpatterns = [
    path("jobs/", jobs, name="jobs"),
    path("messages/", failed_messages, name="messages"),
    path("messages/again/", send_messages_again, name="send_messages_again"),
    path("messages/texts/", message_texts, name="message_texts"),
    path("jobs/parked/put-back/", put_back_messages, name="put_back_messages"),
    path("jobs/<int:job_id>/retry/", retry_job, name="retry_job"),
]
PAGES = (
    DeskPage("desk:jobs", _("Jobs"), "activity", administers_city, Section.MACHINE),
    DeskPage("desk:messages", _("Messages"), "send", administers, Section.MACHINE),
)
