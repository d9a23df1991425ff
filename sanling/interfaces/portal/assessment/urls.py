"""Addresses of the assessment. What is answered is sent, never written into an address, where logs would keep it."""

from django.urls import path

from sanling.interfaces.portal.assessment.assess import assess_topic
from sanling.interfaces.portal.assessment.topics import topics

urlpatterns = [
    path("assess/", topics, name="assess"),
    path("assess/<slug:code>/", assess_topic, name="assess_topic"),
]
