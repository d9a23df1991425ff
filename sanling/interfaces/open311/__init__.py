"""The interface of Open311 GeoReport v2, by which apps of any city report and look up requests."""
