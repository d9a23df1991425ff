"""Addresses of what became of batches."""

from django.urls import path

from sanling.interfaces.desk.batches.batch_results import batch_result, batches

urlpatterns = [
    path("batches/", batches, name="batches"),
    path("batches/<uuid:batch_id>/", batch_result, name="batch_result"),
]
