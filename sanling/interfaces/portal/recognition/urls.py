"""Addresses of recognition: what is published, objections and answers, draws, and the page of a subject's own."""

from django.urls import path

from sanling.interfaces.portal.recognition.draws import draw, draws, pool
from sanling.interfaces.portal.recognition.objection import answer, objection
from sanling.interfaces.portal.recognition.own import own
from sanling.interfaces.portal.recognition.published import published

urlpatterns = [
    path("recognition/", published, name="recognitions"),
    path("recognition/draws/", draws, name="spot_draws"),
    path("recognition/draws/<int:draw_id>/", draw, name="spot_draw"),
    path("recognition/draws/<int:draw_id>/pool.txt", pool, name="spot_draw_pool"),
    path("recognition/answer/<str:token>/", answer, name="objection_answer"),
    path("recognition/<str:number>/objection/", objection, name="objection"),
    path("recognition/<str:number>/<str:signature>/", own, name="own_recognition"),
]
