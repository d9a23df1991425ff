"""Addresses of the desk, and of the rooms that have pages there: the `urlpatterns` of a room's `desk_pages`."""

from django.urls import path

from sanling.foundation.installed import modules
from sanling.interfaces.desk.audit import audit, verify
from sanling.interfaces.desk.batch import batch, find_post
from sanling.interfaces.desk.batch_results import batch_result, batches
from sanling.interfaces.desk.code_points import code_points, poster, retire
from sanling.interfaces.desk.confirmations import confirmations, decide
from sanling.interfaces.desk.exports import export_file, export_progress, exports, request_ledger
from sanling.interfaces.desk.files import file, thumbnail
from sanling.interfaces.desk.finding import find_division, find_unit
from sanling.interfaces.desk.inbox import inbox_page, inbox_tabs
from sanling.interfaces.desk.jobs import jobs, put_back_messages, retry_job
from sanling.interfaces.desk.ledger import ledger_page
from sanling.interfaces.desk.matter import matter, offers
from sanling.interfaces.desk.new_matter import new_matter
from sanling.interfaces.desk.notices import notices, notices_count, read_notices
from sanling.interfaces.desk.own_tokens import accept_own, end_own, own_tokens
from sanling.interfaces.desk.places import matter_place
from sanling.interfaces.desk.posts import posts
from sanling.interfaces.desk.search import search
from sanling.interfaces.desk.staffing import (
    appoint_to,
    end,
    end_leave,
    find_person,
    find_stand_in,
    post_page,
)
from sanling.interfaces.desk.tokens import find_token_post, revoke, tokens
from sanling.interfaces.desk.units import unit, units
from sanling.interfaces.desk.unmask import unmask_party
from sanling.interfaces.desk.webhooks import end_webhook, webhooks
from sanling.interfaces.desk.workflows import workflow, workflows

app_name = "desk"

urlpatterns = [
    path("", inbox_page, name="inbox"),
    path("inbox/tabs/", inbox_tabs, name="inbox_tabs"),
    path("inbox/batch/", batch, name="batch"),
    path("batches/", batches, name="batches"),
    path("batches/<uuid:batch_id>/", batch_result, name="batch_result"),
    path("new/", new_matter, name="new_matter"),
    path("matters/", ledger_page, name="ledger"),
    path("matters/export/", request_ledger, name="request_export"),
    path("matters/<str:number>/", matter, name="matter"),
    path("matters/<str:number>/place.geojson", matter_place, name="matter_place"),
    path("matters/<str:number>/offers/<slug:act>/<slug:name>/", offers, name="matter_offers"),
    path("matters/<str:number>/parties/<int:party_id>/", unmask_party, name="unmask"),
    path("files/<int:attachment_id>/", file, name="file"),
    path("files/<int:attachment_id>/small/", thumbnail, name="thumbnail"),
    path("exports/", exports, name="exports"),
    path("exports/<uuid:export_id>/", export_progress, name="export_progress"),
    path("exports/<uuid:export_id>/file/", export_file, name="export_file"),
    path("search/", search, name="search"),
    path("find/division/", find_division, name="find_division"),
    path("find/unit/", find_unit, name="find_unit"),
    path("find/post/", find_post, name="find_post"),
    path("find/person/", find_person, name="find_person"),
    path("find/stand-in/", find_stand_in, name="find_stand_in"),
    path("units/", units, name="units"),
    path("units/<int:unit_id>/", unit, name="unit"),
    path("units/<int:unit_id>/appoint/", appoint_to, name="appoint"),
    path("confirmations/", confirmations, name="confirmations"),
    path("confirmations/<int:appointment_id>/", decide, name="decide_appointment"),
    path("workflows/", workflows, name="workflows"),
    path("workflows/<int:definition_id>/", workflow, name="workflow"),
    path("notices/", notices, name="notices"),
    path("notices/count/", notices_count, name="notices_count"),
    path("notices/read/", read_notices, name="read_notices"),
    path("posts/", posts, name="posts"),
    path("posts/<int:post_id>/", post_page, name="post"),
    path("posts/<int:post_id>/end/", end, name="end_post"),
    path("posts/<int:post_id>/leaves/<int:leave_id>/end/", end_leave, name="end_leave"),
    path("posters/", code_points, name="code_points"),
    path("posters/<str:code>/", poster, name="poster"),
    path("posters/<str:code>/retire/", retire, name="retire_code_point"),
    path("tokens/", tokens, name="tokens"),
    path("tokens/mine/", own_tokens, name="own_tokens"),
    path("tokens/mine/<int:token_id>/accept/", accept_own, name="accept_token"),
    path("tokens/mine/<int:token_id>/end/", end_own, name="end_own_token"),
    path("tokens/<int:token_id>/end/", revoke, name="revoke_token"),
    path("webhooks/", webhooks, name="webhooks"),
    path("webhooks/<int:webhook_id>/end/", end_webhook, name="end_webhook"),
    path("find/token-post/", find_token_post, name="find_token_post"),
    path("audit/", audit, name="audit"),
    path("audit/verify/", verify, name="verify_audit"),
    path("jobs/", jobs, name="jobs"),
    path("jobs/parked/put-back/", put_back_messages, name="put_back_messages"),
    path("jobs/<int:job_id>/retry/", retry_job, name="retry_job"),
    *(pattern for module in modules("desk_pages") for pattern in module.urlpatterns),
]
