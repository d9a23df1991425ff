"""The API's operations on months, how subjects stood in them and by which standard, and on years of recognitions."""

from sanling.interfaces.api.recognition import months, standing, trial, years

ROUTERS = tuple(module.router for module in (months, standing, trial, years))
