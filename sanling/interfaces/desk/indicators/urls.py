"""Addresses of rates; their place in the navigation is beside the months that they tell of."""

from django.urls import path

from sanling.interfaces.desk.indicators.of_place import rates_of_place
from sanling.interfaces.desk.indicators.rates import rate_rows, rates

urlpatterns = [
    path("rates/", rates, name="rates"),
    path("rates/rows/", rate_rows, name="rate_rows"),
    path("overview/rates/", rates_of_place, name="rates_of_place"),
]
