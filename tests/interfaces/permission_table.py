"""Role × address × status: what each address answers to nobody, to a wrong role and to a right one.

An address that no row names makes `test_permissions` fail, so nothing is opened by forgetting.
"""

from tests.interfaces.permission_administration import ADMINISTRATION
from tests.interfaces.permission_api import API as OTHERS
from tests.interfaces.permission_consulting import CONSULTING
from tests.interfaces.permission_desk import WORK
from tests.interfaces.permission_figures import API as OF_FIGURES
from tests.interfaces.permission_figures import FIGURES
from tests.interfaces.permission_incidents import API as OF_INCIDENTS
from tests.interfaces.permission_incidents import INCIDENTS
from tests.interfaces.permission_mediation import MEDIATION
from tests.interfaces.permission_public import ACCOUNTS, OPEN311, PORTAL
from tests.interfaces.permission_publications import API as OF_PUBLICATIONS
from tests.interfaces.permission_publications import PUBLICATIONS
from tests.interfaces.permission_subjects import API as OF_SUBJECTS
from tests.interfaces.permission_subjects import SUBJECTS

DESK = (*WORK, *SUBJECTS, *INCIDENTS, *FIGURES, *PUBLICATIONS, *MEDIATION, *CONSULTING, *ADMINISTRATION)
API = (*OTHERS, *OF_SUBJECTS, *OF_INCIDENTS, *OF_FIGURES, *OF_PUBLICATIONS)

__all__ = ["ACCOUNTS", "API", "DESK", "OPEN311", "PORTAL"]
