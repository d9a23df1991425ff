"""All addresses, by audience."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from sanling.interfaces.api.metrics import metrics
from sanling.interfaces.api.readiness import readyz
from sanling.interfaces.components.health import healthz
from sanling.interfaces.desk.demo import demo

handler400 = "sanling.interfaces.components.responses.handle_400"
handler403 = "sanling.interfaces.components.responses.handle_403"
handler404 = "sanling.interfaces.components.responses.handle_404"
handler500 = "sanling.interfaces.components.away.handle_500"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("api/", include("sanling.interfaces.api.urls")),
    path("open311/", include("sanling.interfaces.open311.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("sanling.foundation.accounts.urls")),
    path("desk/", include("sanling.interfaces.desk.urls")),
    path("board/", include("sanling.interfaces.board.urls")),
    path("", include("sanling.interfaces.portal.urls")),
]
if settings.DEMO:
    urlpatterns.insert(0, path("demo/", demo, name="demo"))
