"""Addresses of published figures; they are reached from the rates that they froze."""

from django.urls import path

from sanling.interfaces.desk.publications.downloading import bulletin_file
from sanling.interfaces.desk.publications.drafting import draft_publication
from sanling.interfaces.desk.publications.published import decide_publication, publication, publications

urlpatterns = [
    path("rates/published/", publications, name="publications"),
    path("rates/published/new/", draft_publication, name="draft_publication"),
    path("rates/published/<int:publication_id>/", publication, name="publication"),
    path("rates/published/<int:publication_id>/bulletin/", bulletin_file, name="bulletin_file"),
    path("rates/published/<int:publication_id>/decide/", decide_publication, name="decide_publication"),
]
