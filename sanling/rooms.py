"""The rooms of the house, lowest first: adding one adds a line here."""

ROOMS = (
    "sanling.foundation.profile",
    "sanling.foundation.holidays",
    "sanling.foundation.keys",
    "sanling.foundation.audit",
    "sanling.foundation.files",
    "sanling.foundation.delivery",
    "sanling.domain.territory",
    "sanling.domain.people",
    "sanling.domain.indicators",
    "sanling.domain.publications",
    "sanling.domain.workflow",
    "sanling.domain.subjects",
    "sanling.domain.matters",
    "sanling.domain.tags",
    "sanling.domain.incidents",
    "sanling.domain.recognition",
    "sanling.processes.notices",
    "sanling.processes.exports",
    "sanling.processes.imports",
    "sanling.processes.batches",
    "sanling.processes.lists",
    "sanling.processes.rules",
    "sanling.processes.retention",
    "sanling.processes.publishing",
    "sanling.processes.suggestions",
    "sanling.processes.figures",
    "sanling.processes.simulation",
    "sanling.processes.webhooks",
    "sanling.interfaces.portal",
    "sanling.interfaces.desk",
    "sanling.interfaces.api",
)

# Packages that record acts, too: rooms, and what stands beside them.
RECORDING = (
    "sanling.foundation.accounts",
    "sanling.foundation.privacy",
    *ROOMS,
    "sanling.processes",
    "sanling.interfaces.console",
)
