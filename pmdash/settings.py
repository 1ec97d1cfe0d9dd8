"""Django settings of pmdash. Every choice of an installation comes from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pmdash import databases, environment, logs, workspaces

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("PMDASH_VAR", str(BASE_DIR / "var"), example="/var/lib/pmdash"))

DEBUG = environment.flag("DEBUG")
# With PMDASH_DEMO=1 whatever is not set points at the sandbox of `make demo`.
DEMO = environment.flag("PMDASH_DEMO")

# ProcessMaker
SANDBOX_PORT = environment.integer("SANDBOX_PORT", 8010, low=1, high=65535)
PROCESSMAKER_URL = environment.origin(
    "PROCESSMAKER_URL",
    f"http://127.0.0.1:{SANDBOX_PORT}" if DEMO else None,
    example="https://bpm.example.com",
)
PROCESSMAKER_WORKSPACE = environment.workspace(
    "PROCESSMAKER_WORKSPACE", "workflow", example="workflow"
)
PROCESSMAKER_CLIENT_ID = environment.text(
    "PROCESSMAKER_CLIENT_ID",
    "pmdash-demo" if DEMO else None,
    example="XCVJTQXQSHSPAAABBBCCCDDDEEEFFFGG",
)
PROCESSMAKER_CLIENT_SECRET = environment.text(
    "PROCESSMAKER_CLIENT_SECRET",
    "pmdash-demo-secret" if DEMO else None,
    example="1234567890abcdef1234567890abcdef",
)
# The server tells its offset of today only; with its zone, dates in winter and summer are right.
PROCESSMAKER_TIME_ZONE = environment.time_zone("PROCESSMAKER_TIME_ZONE")
# What people read in place of the workspace's own name, where there are several.
PROCESSMAKER_NAME = environment.line("PROCESSMAKER_NAME")
FIRST_WORKSPACE = workspaces.Place(
    number=1,
    name=PROCESSMAKER_NAME,
    url=PROCESSMAKER_URL,
    workspace=PROCESSMAKER_WORKSPACE,
    client_id=PROCESSMAKER_CLIENT_ID,
    client_secret=PROCESSMAKER_CLIENT_SECRET,
    time_zone=PROCESSMAKER_TIME_ZONE,
)
# Further ones: the same settings with _2, _3 and so on behind the name.
FURTHER_WORKSPACES = workspaces.further_places(FIRST_WORKSPACE)
PROCESSMAKER_PASSWORD_LOGIN = environment.flag("PROCESSMAKER_PASSWORD_LOGIN")
# Seconds that a call to ProcessMaker may take in all, the retry of a read included.
PROCESSMAKER_DEADLINE = environment.integer("PROCESSMAKER_DEADLINE", 5, low=1, high=120)
# Seconds after which ProcessMaker cannot be working on a request any more (PHP's
# max_execution_time): so long an unanswered write keeps its case to itself.
PROCESSMAKER_REQUEST_LIMIT = environment.integer("PROCESSMAKER_REQUEST_LIMIT", 60, low=1, high=3600)
# Calls that all bulk jobs together may have under way.
JOB_WINDOW = environment.integer("JOB_WINDOW", 16, low=1, high=256)
# Calls a second that all bulk jobs together make to a server; 0 sets no limit.
JOB_CALLS_PER_SECOND = environment.integer("JOB_CALLS_PER_SECOND", 0, low=0, high=10_000)
# Seconds between two looks for bulk work that no message told of.
JOB_SWEEP_SECONDS = environment.integer("JOB_SWEEP_SECONDS", 15, low=1, high=30)

# The address people use. With https, a proxy in front ends TLS and sets X-Forwarded-*.
PMDASH_PORT = environment.integer("PMDASH_PORT", 8000, low=1, high=65535)
PMDASH_URL = environment.origin(
    "PMDASH_URL", f"http://127.0.0.1:{PMDASH_PORT}", example="https://pmdash.example.com"
)
SECURE = PMDASH_URL.startswith("https://")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or [
    str(urlsplit(PMDASH_URL).hostname),
    "localhost",
    "127.0.0.1",
]
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(PMDASH_URL))]
TRUSTED_PROXIES = environment.integer("TRUSTED_PROXIES", 1 if SECURE else 0, low=0, high=5)

# Secrets. Tokens are encrypted with the first key and read with any of them.
SECRET_KEY = environment.secret("SECRET_KEY", VAR_DIR / "secret-key")
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
TOKEN_KEYS = environment.fernet_keys("TOKEN_KEYS")

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "pmdash.web",
    "accounts",
    "cases",
]
MIDDLEWARE = [
    "pmdash.web.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pmdash.web.compression.CompressionMiddleware",
    "pmdash.web.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pmdash.web.toasts.ToastMiddleware",
    "accounts.middleware.AccountMiddleware",
    "pmdash.web.request_limit.RequestLimitMiddleware",
    "pmdash.web.errors.ErrorMiddleware",
]
ROOT_URLCONF = "pmdash.urls"
WSGI_APPLICATION = "pmdash.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "pmdash.web.pages.page_context",
                "cases.navigation.navigation",
            ],
        },
    }
]

# Stores
DATABASE_URL = environment.address(
    "DATABASE_URL",
    f"sqlite:///{VAR_DIR / 'pmdash.sqlite3'}",
    schemes={"sqlite", "postgres", "postgresql"},
    example="postgres://pmdash:password@127.0.0.1/pmdash",
)
DATABASES = {"default": databases.from_url(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.address(
    "REDIS_URL",
    "redis://127.0.0.1:6379/0",
    schemes={"redis", "rediss", "unix"},
    example="redis://127.0.0.1:6379/0",
)
CACHES = {"default": {"BACKEND": "pmdash.web.redis.ForgivingRedisCache", "LOCATION": REDIS_URL}}

# Sessions: by default fourteen days at most, as long as a ProcessMaker refresh token lives.
SESSION_DAYS = environment.integer("SESSION_DAYS", 14, low=1, high=90)
SESSION_IDLE_HOURS = environment.integer("SESSION_IDLE_HOURS", 24, low=1, high=24 * 14)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = SESSION_DAYS * 24 * 3600
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}pmdash_session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}pmdash_csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}pmdash_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pmdash.web.errors.csrf_failure"
# Megabytes that a request may hold, files included: they wait on disk until they are passed on.
REQUEST_LIMIT_MB = environment.integer("REQUEST_LIMIT_MB", 4096, low=1, high=1_048_576)
# A form with a grid of some hundred rows has many inputs.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000

# What a browser may do with our pages
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "frame-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # The sign-in form is answered with a redirect to ProcessMaker.
        "form-action": [SELF, *workspaces.origins((FIRST_WORKSPACE, *FURTHER_WORKSPACES))],
    }
}

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("pt-br", _("Brazilian Portuguese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Static files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "pmdash.web.bundles.BundleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "pmdash.web.static_files.HashedStaticFilesStorage"
    },
}

# Celery carries ids only: the database is the queue (see docs/architecture.md).
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 270
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 15,
}

LOGGING_CONFIG = None
logs.configure(environment.text("LOG_LEVEL", "INFO", example="INFO"))
