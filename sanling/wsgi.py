"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from sanling.interfaces.components.legible import LegibleRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanling.settings")
application = get_wsgi_application()
application.request_class = LegibleRequest
