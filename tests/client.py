"""A test client that looks at every page it is given, as a careful reader would."""

import re
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Page(HTMLParser):
    """What a page holds that can be wrong on any page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings, self.ids, self.language = 0, [], None
        self.forms: list[dict[str, Any]] = []
        self.inline: list[str] = []
        self.words: list[str] = []
        self._raw = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.headings += tag == "h1"
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.language = given.get("lang")
        if tag == "form":
            self.forms.append({"method": (given.get("method") or "get").lower(), "token": False})
        if tag == "input" and given.get("name") == "csrf_token" and self.forms:
            self.forms[-1]["token"] = True
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self._raw = tag in {"script", "style"}
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.inline.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._raw = False

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self.words.append(data)


def inspect(response: TestResponse) -> None:
    """Fail on a page without one h1, language or CSRF token, with repeated ids or a stray None."""
    page = Page(response.get_data(as_text=True))
    where = f"{response.request.method} {response.request.path}"
    assert page.headings == 1, f"{where}: {page.headings} h1"
    assert len(page.ids) == len(set(page.ids)), f"{where}: repeated id {sorted(page.ids)}"
    assert page.language in {"zh-CN", "en"}, f"{where}: lang {page.language}"
    assert not page.inline, f"{where}: inline {page.inline}"
    missing = [form for form in page.forms if form["method"] == "post" and not form["token"]]
    assert not missing, f"{where}: a POST form without CSRF token"
    text = " ".join(page.words)
    assert not re.search(r"\bNone\b|\{\{|\bundefined\b", text), f"{where}: stray value in {text[:2000]}"


class InspectingClient(FlaskClient):
    """Reads every HTML answer, keeps the CSRF token of the last page, and sends it along."""

    token: str | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data.lstrip().startswith(b"<!"):
            inspect(response)
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', response.get_data(as_text=True))
            self.token = found.group(1) if found else self.token
        return response

    def submit(self, path: str, **fields: Any) -> TestResponse:
        """Post a form with the token of the last page seen."""
        return self.post(path, data={"csrf_token": self.token, **fields})

    def send(self, path: str, body: Any) -> TestResponse:
        """Post JSON as the page's script does."""
        return self.post(path, json=body, headers={"X-CSRFToken": self.token or ""})

    def sign_in(self, number: str, password: str) -> TestResponse:
        """Sign in through the form."""
        self.get("/sign-in")
        response = self.submit("/sign-in", staff_number=number, password=password)
        assert response.status_code == 303, response.get_data(as_text=True)
        self.get("/")
        return response
