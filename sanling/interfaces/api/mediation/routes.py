"""The API's operations on mediation."""

from sanling.interfaces.api.mediation.report import router

ROUTERS = (router,)
