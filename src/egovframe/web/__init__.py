"""The city on the web: portal, account, desk, admin and API over one office, as one ASGI application.

`build(office)` gives the application; `egovframe run` serves it with uvicorn. How a page comes about:

    endpoint.py   Routes: what answers where, and who may: `@routes.get("/forms/{name}", public=True)`. A decorator
                  without public=True, signed_in=True or may="petition.read" raises DeclarationError, so that the city
                  does not start. Table: all endpoints of all areas, for tests to walk: `table.endpoints`.
    application.py  the ASGI callable: finds the endpoint, reads the body (bounded in bytes and seconds), passes the
                  gate, asks who it is, checks CSRF, then permission, calls the endpoint, adds headers, writes one line.
    gate.py       a fixed number of worker threads behind a bounded queue; when it is full: 503 with Retry-After.
    page.py       Page: one request as an endpoint sees it. Endpoints are sync: `def case(page: Page) -> Response`.
    response.py   Response(body, status=…, media=…, headers=…), redirect(path), .set_cookie(…)
    render.py     Jinja2: `page.render("desk/case.html", petition=petition)`. One environment a language, so that `_()`
                  works in imported macros too. Templates see `page`, `city`, `lang`, `static()`, `icon()`, `has(path)`,
                  `csrf()`, `_("…{n}…", n=n)`, `_n(one, many, n)` and the filters of shown.py (`at | when`).
    language.py   ko or en: `?lang=`, then the cookie, then Accept-Language, then the office's own.
    session.py    cookies (`__Host-` and Secure when public_url is https) and the session behind them
    csrf.py       the hidden field: `{{ csrf() }}` inside every `<form method="post">` of any template
    errors.py     EgovError to an HTML page; status.py has the one table EgovError to HTTP status (the API uses it too)
    headers.py    content security policy and the rest, on every answer
    static.py     theme files under content-hash addresses: `{{ static("style.css") }}`
    menu.py       the officers' menu: add a line there for a new page
    health.py     /healthz, /readyz

An area is a package here (`portal`, `account`, `desk`, `admin`, `api`, …) whose `__init__` has
`areas: tuple[Routes, …]`; areas.py names them. A Routes says for its area how people prove who they are and what an
error looks like:

    routes = Routes("desk", prefix="/desk")                                        # cookie, CSRF, HTML errors
    routes = Routes("api", prefix="/api", credentials="bearer", failed=problem)    # token, no CSRF, problem+json

In an endpoint: `page.params["name"]`, `page.query.get("q")`, `page.form.get("answer")`, `page.form.all("pick")`,
`page.json()`, `page.actor`, `page.session`, `page.language`, `page.office`, `with page.work("answered at the desk") as
work:`, `with page.look(…) as work:`, `page.render(…)`, `page.redirect("/desk")`. Raise EgovErrors; never build an error
page by hand. A city template may override any of ours: see render.py. Korean of this area: `locale/ko/…/web.po`.

Templates: `layout.html` (head), `base.html` (portal) and `desk.html` (officers, `body.desk`), then pages. Blocks:
`title`, `main`, `main_class`, `main_attributes`, `nav`, `find`. `macros.html` has fault, described, summary, state,
petition_state, seen, notice. Icons by name: `{{ icon("lock") }}`, drawn in icons.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from egovframe.web.application import Application
    from egovframe.web.gateway import Office

__all__ = ["build"]


def build(office: Office) -> Application:
    """Return the ASGI application of this office: all pages, the API and the public log.

    Raises MissingExtra when the packages of the `web` extra are not installed, and DeclarationError when an endpoint
    does not say who may use it or two endpoints claim the same path.
    """
    try:
        from egovframe.web.application import Application
    except ModuleNotFoundError as missing:
        from egovframe.kernel.errors import MissingExtra

        if (missing.name or "").startswith("egovframe"):
            raise
        raise MissingExtra(
            f"the web pages need the package {missing.name}, which is not installed.",
            hint="Run: pip install 'egovframe[web]'",
        ) from missing
    from egovframe.web.areas import areas

    return Application(office, areas())
