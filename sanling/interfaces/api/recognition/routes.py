"""The API's operations on months and on years of recognitions."""

from sanling.interfaces.api.recognition.months import router as months
from sanling.interfaces.api.recognition.years import router as years

ROUTERS = (months, years)
