"""Addresses of what residents report and follow: short, because they stand on posters and in messages."""

from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from sanling.interfaces.portal.matters.act import act
from sanling.interfaces.portal.matters.arriving import arrive
from sanling.interfaces.portal.matters.door import by_link, by_phone
from sanling.interfaces.portal.matters.file import file, picture
from sanling.interfaces.portal.matters.following import follower
from sanling.interfaces.portal.matters.helps import areas, challenge, places
from sanling.interfaces.portal.matters.matter import matter
from sanling.interfaces.portal.matters.messages import matter_messages
from sanling.interfaces.portal.matters.receipt import receipt
from sanling.interfaces.portal.matters.report import report
from sanling.interfaces.portal.matters.track import mine, prove, prove_first, track

urlpatterns = [
    path("report/", report, name="report"),
    path("report/places", places, name="places"),
    path("report/areas", areas, name="areas"),
    path("report/challenge", challenge, name="challenge"),
    path("report/picture/<str:token>", picture, name="picture"),
    path("q/", report),
    # Whatever a camera read is taken, line breaks included.
    re_path(r"^q/(?P<code>[\s\S]+)\Z", report, name="scan"),
    path("from/<str:token>/", arrive, name="arrive"),
    path("track/", track, name="track"),
    path("track/code/", prove, name="prove"),
    path("mine/", mine, name="mine"),
    path("mine/<str:number>/", by_phone(matter, closed=prove_first), name="own_matter"),
    path("mine/<str:number>/files/<int:attachment>/", by_phone(file, closed=prove_first), name="own_file"),
    # Both check what must be checked themselves, after limiting what may be uploaded (see `act`).
    path("mine/<str:number>/do/<slug:code>/", csrf_exempt(by_phone(act, closed=prove_first)), name="own_act"),
    path(
        "mine/<str:number>/messages/",
        csrf_exempt(by_phone(matter_messages, closed=prove_first)),
        name="own_messages",
    ),
    path("f/<str:token>/", follower, name="follower"),
    path("t/<str:token>/", by_link(matter), name="link_matter"),
    path("t/<str:token>/receipt/", receipt, name="receipt"),
    path("t/<str:token>/files/<int:attachment>/", by_link(file), name="link_file"),
    path("t/<str:token>/messages/", csrf_exempt(by_link(matter_messages)), name="link_messages"),
    path("t/<str:token>/do/<slug:code>/", csrf_exempt(by_link(act)), name="link_act"),
]
