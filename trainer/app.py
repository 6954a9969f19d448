"""The one place that wires rooms together."""

from importlib import import_module
from typing import Any

from flask import Flask, request, session
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from trainer.config import ROOT, Settings, SettingsError, load
from trainer.db import db
from trainer.files import service as files
from trainer.home import pages_badges as badges
from trainer.i18n import LOCALES, language
from trainer.i18n import lazy as _l
from trainer.web import assets, attachments, faults, filters, guard, headers, hosts
from trainer.web.converters import RowNumber
from trainer.web.menu import beside, places
from trainer.web.request import settings, site, viewer_or_none

ROOMS = (
    "web",
    "home",
    "people",
    "standard",
    "phrases",
    "lessons",
    "quizzes",
    "publishing",
    "checklists",
    "attempts",
    "observations",
    "assignments",
    "classes",
    "statistics",
    "mastery",
    "certificates",
    "duty",
    "exports",
    "printing",
    "outbox",
    "appraisal",
)
TABLES = (
    "editions",
    "audit",
    "files",
    "people",
    "lessons",
    "scores",
    "attempts",
    "assignments",
    "classes",
    "observations",
    "outbox",
    "mastery",
    "certificates",
    "appraisal",
    "duty",
)
MIN_SECRET = 32
MAX_BODY = 4 * 1024 * 1024

csrf = CSRFProtect()
babel = Babel()
migrate = Migrate()


def create_app(wanted: Settings | None = None) -> Flask:
    """Return a site with the given settings, or with those of the environment."""
    wanted = wanted or load()
    app = Flask("trainer", template_folder=str(ROOT / "templates"))
    _configure(app, wanted)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "trainer" / "migrations"), render_as_batch=True)
    app.before_request(attachments.admit)  # before the first reader of the form
    csrf.init_app(app)
    babel.init_app(app, locale_selector=_locale)
    for module in (assets, faults, filters):
        module.init(app)
    app.before_request(hosts.check)
    app.before_request(guard.check)
    app.after_request(headers.secure)
    if wanted.secure_cookies:
        app.after_request(headers.strict_transport)
    for room in ROOMS:
        app.register_blueprint(import_module(f"trainer.{room}.views").bp)
    app.context_processor(_context)
    guard.declare_static(app)
    return app


def _configure(app: Flask, wanted: Settings) -> None:
    for room in TABLES:
        import_module(f"trainer.{room}.tables")
    if len(wanted.secret_key) < MIN_SECRET:
        raise SettingsError(
            _l(
                "TRAINER_SECRET_KEY: %(count)s characters or more are needed; `trainer init` makes one.",
                count=MIN_SECRET,
            )
        )
    app.extensions["trainer.settings"] = wanted
    app.config.update(
        SECRET_KEY=wanted.secret_key,
        SQLALCHEMY_DATABASE_URI=wanted.database,
        SQLALCHEMY_ENGINE_OPTIONS={"execution_options": {files.FOLDER: str(wanted.files)}},
        MAX_CONTENT_LENGTH=MAX_BODY,
        WTF_CSRF_TIME_LIMIT=None,  # bound to the session: the default hour eats long replies
        SESSION_COOKIE_NAME="trainer",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=wanted.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,  # a cacheable asset must never carry somebody's cookie
        PERMANENT_SESSION_LIFETIME=wanted.session_days * 86400,
        BABEL_DEFAULT_LOCALE=wanted.language,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "trainer" / "translations"),
    )
    app.url_map.converters["int"] = RowNumber
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    if wanted.trusted_proxies:
        count = wanted.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def _locale() -> str:
    chosen = session.get("locale")
    if chosen in LOCALES:
        return str(chosen)
    person = viewer_or_none() if request.endpoint != "static" else None
    return person.locale if person is not None and person.locale else settings().language


def _context() -> dict[str, Any]:
    person = viewer_or_none()
    return {
        "viewer": person,
        "places": places(person, badges.count),
        "beside": beside(person),
        "site": site(),
        "demo": settings().demo,
        "locale": "zh-CN" if language() == "zh_Hans" else "en",
    }
