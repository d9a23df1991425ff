"""All settings of Sanling, read from the environment once; docs/operations.md lists the variables."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from sanling import env
from sanling.env import Secrets, env_bool, env_choice, env_int, env_list, env_path, env_str, env_url
from sanling.foundation.accounts.city_sign_on import WECOM_PAGES, city_sign_on
from sanling.foundation.profile.early import protection_level
from sanling.interfaces.components.logs import FORMATTERS, logging_of
from sanling.rooms import ROOMS
from sanling.supervisor.address import as_django_names_it, read_database
from sanling.supervisor.cities import default_city, named
from sanling.supervisor.data_folder import data_folder_from

PACKAGE = Path(__file__).resolve().parent
DATA = data_folder_from(os.environ).root
DEMO = env_bool("SANLING_DEMO")
DEBUG = env_bool("SANLING_DEBUG")
PROFILES_ROOT = env_path("SANLING_PROFILES_ROOT", PACKAGE / "profiles")
# The copy that the processes work by (foundation/profile/taken.py).
PROFILES_TAKEN = DATA / "profiles"
# A demonstration shows some city; a real installation says which it is (foundation/profile/checks.py).
SERVED = named(env_str("SANLING_PROFILE", "") or (default_city(PROFILES_ROOT) if DEMO else ""))

# Secrets come from the environment or from the file that the first start generates; none has a default value.
_secrets = Secrets(DATA)
SECRET_KEY = _secrets.text("SECRET_KEY")
AUDIT_KEY = _secrets.key("AUDIT_KEY")
BLIND_INDEX_KEY = _secrets.key("BLIND_INDEX_KEY")
# The first encrypts, all decrypt.
PRIVACY_KEYS = _secrets.keys("PRIVACY_KEYS")

HTTPS = env_bool("SANLING_HTTPS", default=not DEMO and not DEBUG)
ALLOWED_HOSTS = env_list("SANLING_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
if DEMO and env_str("HOST", "127.0.0.1") not in {"127.0.0.1", "localhost", "::1"}:
    # A demo opened on the local network is reached by whatever address the machine has there.
    ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = env_list("SANLING_TRUSTED_ORIGINS")
PUBLIC_URL = env_url("SANLING_PUBLIC_URL", f"http://127.0.0.1:{env_int('PORT', 8000)}")
# How many proxies of ours stand in front; the address of a client is read that many steps from the right.
TRUSTED_PROXIES = env_int("SANLING_TRUSTED_PROXIES", 0, least=0, most=10)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Before allauth, whose templates some of theirs replace.
    "sanling.interfaces.components",
    "sanling.foundation.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    # For the static files of its documentation page.
    "ninja",
    "procrastinate.contrib.django",
    *ROOMS,
]

MIDDLEWARE = [
    "sanling.interfaces.components.observing.ObservingMiddleware",
    "sanling.interfaces.components.middleware.MonitorMiddleware",
    "sanling.interfaces.components.middleware.ProfileMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sanling.interfaces.components.middleware.ContentSecurityPolicyMiddleware",
    "sanling.interfaces.api.middleware.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "sanling.interfaces.components.middleware.KnownLengthMiddleware",
    "sanling.interfaces.components.stuck.StuckSignsMiddleware",
    "sanling.interfaces.components.away.DatabaseAwayMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sanling.interfaces.components.middleware.FormAddressMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sanling.foundation.accounts.sessions.SeenMiddleware",
    "sanling.interfaces.components.at_work.PostMiddleware",
    "sanling.interfaces.desk.account_first.AccountFirstMiddleware",
]

ROOT_URLCONF = "sanling.urls"
WSGI_APPLICATION = "sanling.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        # Those of rooms lie beside their pages.
        "DIRS": sorted((PACKAGE / "interfaces").glob("*/*/templates")),
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sanling.interfaces.desk.context.desk",
            ],
        },
    },
]
FORM_RENDERER = "sanling.interfaces.components.widgets.WidgetRenderer"

# Short waits, so that a missing database is said at once; whoever asks next makes the pool connect anew.
POOL = {"min_size": 1, "timeout": 2, "reconnect_timeout": 2}
_said = env_str("DATABASE_URL", "") or f"postgresql:///sanling?host={DATA / 'run'}"
_address, _options = as_django_names_it(read_database(_said))
_pool_size = env_int("SANLING_POOL_SIZE", 8, least=0, most=1000)
DATABASES = {
    "default": {
        "ENGINE": "sanling.foundation.database",
        **_address,
        "OPTIONS": {
            "pool": {**POOL, "max_size": _pool_size} if _pool_size else False,
            "connect_timeout": 2,
            # Only what asks for it is prepared (foundation/database/prepared.py).
            "prepare_threshold": 1_000_000,
            # A server that vanished without a word is noticed within ten seconds.
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
            "tcp_user_timeout": 10_000,
            # Plans of this product are short; compiling them costs more than running them.
            "options": "-c jit=off -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000",
            **_options,
        },
        # After a restart of the database the pool's connections are found dead before a request uses them.
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"TEMPLATE": "template0"},
    }
}
# Whoever reads a table waits for who waits for its lock: `sanling migrate` steps back soon and tries again.
ZERO_DOWNTIME_MIGRATIONS_LOCK_TIMEOUT = "1s"
ZERO_DOWNTIME_MIGRATIONS_STATEMENT_TIMEOUT = "2s"
ZERO_DOWNTIME_MIGRATIONS_FLEXIBLE_STATEMENT_TIMEOUT = True
ZERO_DOWNTIME_MIGRATIONS_IDEMPOTENT_SQL = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
DATETIME_FORMAT = "Y-m-d H:i"
FORMAT_MODULE_PATH = "sanling.locale.formats"

STATIC_URL = "/static/"
# Files are served from the packages by whitenoise; a folder to collect them in is only for other servers.
STATIC_ROOT = env_str("SANLING_STATIC_ROOT", "") or None
# The front-end build names its files by content, so that they may be kept for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9A-Za-z_-]{8,}\.(js|css|woff2|svg|png)$"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SUGGESTIONS_ROOT = env_path("SANLING_SUGGESTIONS_ROOT", DATA / "suggestions")
FILES_ROOT = env_path("SANLING_FILES_ROOT", DATA / "files")
FILES_BUCKET = None if DEMO else env.env_bucket("SANLING_S3", _secrets.text("S3_SECRET"))
FILES_MAX_BYTES = env_int("SANLING_FILES_MAX_MB", 20, most=4096) * 1024 * 1024
FILES_RESERVE_BYTES = env_int("SANLING_FILES_RESERVE_MB", 512, least=0) * 1024 * 1024
# ClamAV's daemon, that each upload is shown to; without it, or while it is away and not required, none is.
CLAMD = env.env_address("SANLING_CLAMD")
CLAMD_REQUIRED = env_bool("SANLING_CLAMD_REQUIRED", default=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# Surplus pictures get a message beside the field; the portal's upload handler never lets them reach the disk.
DATA_UPLOAD_MAX_NUMBER_FILES = 60
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
AUDIT_HEAD_FILE = env_path("SANLING_AUDIT_HEAD_FILE", DATA / "audit-head.log")
AUDIT_WEBHOOK = env_url("SANLING_AUDIT_WEBHOOK")
# Chinese algorithms beside the international ones: "hmac-sm3" and "sm4-gcm". Stored values keep what they were made by.
AUDIT_MAC = env_choice("SANLING_AUDIT_MAC", ("hmac-sha256", "hmac-sm3"), "hmac-sha256")
PRIVACY_CIPHER = env_choice("SANLING_PRIVACY_CIPHER", ("aes-256-gcm", "sm4-gcm"), "aes-256-gcm")
SMS_URL = env_url("SANLING_SMS_URL")
# Ways for notices beside the desk (foundation/delivery/channels); which goes by which is the profile's.
WECOM_URL = env_url("SANLING_WECOM_URL", "https://qyapi.weixin.qq.com")
WECOM_CORP_ID = env_str("SANLING_WECOM_CORP_ID", "")
WECOM_AGENT_ID = env_str("SANLING_WECOM_AGENT_ID", "")
WECOM_SECRET = _secrets.text("WECOM_SECRET")
MAIL_SERVER = env.env_mail_server("SANLING_MAIL_SERVER")
MAIL_PASSWORD = _secrets.text("MAIL_PASSWORD")
MAIL_FROM = env_str("SANLING_MAIL_FROM", "")
TIANDITU_KEY, NOTICE_URL = env_str("SANLING_TIANDITU_KEY", ""), env_url("SANLING_NOTICE_URL")
NOTICE_SECRET = _secrets.text("NOTICE_SECRET")
APP_KEYS = _secrets.text("APP_KEYS")
CALLS = env.env_calls(_secrets.text("TURN_SECRET"))
if DEMO:
    # A demonstration writes to nobody: the numbers of its cast and visitors may be somebody's.
    SMS_URL = NOTICE_URL = NOTICE_SECRET = WECOM_CORP_ID = WECOM_AGENT_ID = WECOM_SECRET = MAIL_FROM = ""
    MAIL_SERVER = None
API_CALLS_A_MINUTE_BY_TOKEN = env_int("SANLING_API_CALLS_A_MINUTE_BY_TOKEN", 6000)
API_CALLS_A_MINUTE_BY_ADDRESS = env_int("SANLING_API_CALLS_A_MINUTE_BY_ADDRESS", 3000)
# Private networks (CIDR) that webhooks may go to besides public addresses, such as the city's own.
WEBHOOK_NETWORKS = env_list("SANLING_WEBHOOK_NETWORKS")

# Sign-in of staff; a resident has no account.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["sanling.foundation.accounts.session_store.SignedIn"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Sign-in limits hold over all processes; the table is made by a migration of accounts.
# Beyond its most entries the cache drops a third of them, counts of tries included; the worker sweeps what is over.
_CACHE = "django.core.cache.backends.db.DatabaseCache"
CACHES = {"default": {"BACKEND": _CACHE, "LOCATION": "shared_cache", "OPTIONS": {"MAX_ENTRIES": 50_000}}}
ACCOUNT_ADAPTER = "sanling.foundation.accounts.adapter.StaffAdapter"
_FORMS = {"login": "Login", "change_password": "Password", "request_login_code": "RequestCode"}
ACCOUNT_FORMS = {
    form: f"sanling.foundation.accounts.forms.Staff{name}Form"
    for form, name in (_FORMS | {"confirm_login_code": "Code"}).items()
}
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Desks are shared: a session ends with the browser.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "10/m/ip,1/m/key,5/h/key",
    "try_login_code": "3/300s/key",
    "login_code_wrong": "100/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
_CODES = {"authenticate": "Factor", "reauthenticate": "FactorAgain", "activate_totp": "NewFactor"}
_KEYS = {"add": "", "authenticate": "Factor", "login": "Login", "reauthenticate": "Again"}
_FACTORS = {f"{form}_webauthn": f"Passkey{name}" for form, name in _KEYS.items()}
_FACTORS |= {form: f"Staff{name}" for form, name in _CODES.items()}
MFA_FORMS = {form: f"sanling.foundation.accounts.forms.{name}Form" for form, name in _FACTORS.items()}
MFA_ADAPTER = "sanling.foundation.accounts.adapter.StaffSecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG
MFA_TOTP_ISSUER = "Sanling"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "sanling.foundation.accounts.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
OIDC_CLAIM = env_str("SANLING_OIDC_CLAIM", "preferred_username")
OIDC_URL = env_url("SANLING_OIDC_URL")
SOCIALACCOUNT_PROVIDERS = city_sign_on(
    url=OIDC_URL,
    name=env_str("SANLING_OIDC_NAME", "统一身份认证"),
    client_id=env_str("SANLING_OIDC_CLIENT_ID", ""),
    secret=_secrets.text("OIDC_SECRET"),
)
WECOM_SIGN_IN = env_bool("SANLING_WECOM_SIGN_IN") and not DEMO
CSP_FORM_ACTION = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_URL))] if OIDC_URL else []
CSP_FORM_ACTION += WECOM_PAGES if WECOM_SIGN_IN else []

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/start/"
LOGOUT_REDIRECT_URL = "/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# 等保三级 (GB/T 22239, 8.1.4.1): mixed passwords, changed now and then; a session ends after half an hour's rest.
_level = protection_level(*map(PROFILES_ROOT.joinpath, SERVED))
PROTECTION_LEVEL = env_int("SANLING_PROTECTION_LEVEL", _level, most=5)
_strict = PROTECTION_LEVEL >= 3
if _strict:
    AUTH_PASSWORD_VALIDATORS += [{"NAME": "sanling.foundation.accounts.passwords.MixedCharactersValidator"}]
PASSWORD_DAYS = 90 if _strict else 0
SESSION_ENGINE = "sanling.foundation.accounts.session_store"
SESSION_COOKIE_AGE = 30 * 60 if _strict else env_int("SANLING_SESSION_HOURS", 12, most=168) * 3600
SESSION_SAVE_EVERY_REQUEST = _strict
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

_TASKS = ("jobs", "exports.tasks", "messages", "sides", "invitations", "recognising")
PROCRASTINATE_IMPORT_PATHS = [f"sanling.processes.{room}" for room in _TASKS]

ACCESS_LOG = env_bool("SANLING_ACCESS_LOG")
LOG_FORMAT = env_choice("SANLING_LOG_FORMAT", FORMATTERS, "line")
LOGGING = logging_of(level=env.env_log_level("SANLING_LOG_LEVEL"), written=LOG_FORMAT)
