"""Notices: what this post should know, until read."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag, url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.foundation.accounts.models import User
from sanling.foundation.cleaning import read_digits
from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.notices import mark_read, unread_count
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import has_post
from sanling.processes.notices.outward import is_told_outside, part_of
from sanling.processes.notices.reading import readable

PAGE = 50


@require_GET
@door(has_post)
def notices(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the notices of this post, the latest first."""
    rows, page = newest_first(request, Notice.objects.filter(recipient=viewer.key), PAGE)
    context = {
        "notices": readable(viewer, rows),
        "page": page,
        "bundles": part_of(viewer.city).staff.bundles if viewer.city and is_told_outside() else (),
    }
    return render(request, "desk/notices/notices.html", context)


@require_POST
@door(has_post)
def bundle_messages(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Have one's messages beside the desk bundled, or sent one by one."""
    User.objects.filter(pk=viewer.user_id).update(bundled=request.POST.get("bundled") == "on")
    messages.success(request, _("Saved: messages beside the desk come as you chose."))
    return redirect("desk:notices")


@require_POST
@door(has_post)
def read_notices(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Mark one notice as read and go where it leads, or all of them."""
    chosen = request.POST.get("notice", "")
    if not chosen:
        mark_read(viewer.key)
        return redirect("desk:notices")
    key = read_digits(chosen)
    notice = Notice.objects.filter(pk=key, recipient=viewer.key).first() if key is not None else None
    if notice is None:
        return redirect("desk:notices")
    mark_read(viewer.key, [notice.pk])
    (told,) = readable(viewer, [notice])
    ours = url_has_allowed_host_and_scheme(told.url, allowed_hosts=None)
    return redirect(told.url if told.url and ours else "desk:notices")


@require_GET
@door(has_post)
def notices_count(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer how many are unread; an unchanged number costs no body (304)."""
    unread = unread_count(viewer.key)
    etag = quote_etag(hashlib.sha256(f"{viewer.key}{get_language()}{unread}".encode()).hexdigest()[:20])
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = render(request, "components/unread.html", {"unread": unread})
    # Numbers alone, which the browser keeps to ask whether they are still so.
    answer.headers["ETag"], answer.headers["Cache-Control"] = etag, "private, no-cache"
    return answer
