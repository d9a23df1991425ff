"""Addresses of rules; they are reached from the saved views that they are made of."""

from django.urls import path

from sanling.interfaces.desk.rules.rules import make, rule, rules, switch

urlpatterns = [
    path("rules/", rules, name="rules"),
    path("rules/new/<int:view_id>/", make, name="make_rule"),
    path("rules/<int:rule_id>/", rule, name="rule"),
    path("rules/<int:rule_id>/switch/", switch, name="switch_rule"),
]
