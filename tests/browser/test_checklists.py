"""The forms in a browser: found beside the observations, read on a phone in the corridor, printed."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, check, sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_form_is_found_read_and_printed(visit, size):
    page = visit(size)
    sign_in(page, "0001")
    page.goto("/checklists")
    check(page)
    page.locator("a[href='/checklists/emergency-entry-drill']").click()
    page.wait_for_url("**/emergency-entry-drill")
    check(page)
    assert page.locator(".checkitems .tag.critical").count() == 8
    paper = page.request.get(page.locator("a[href$='.pdf']").get_attribute("href"))
    assert paper.ok
    assert paper.body().startswith(b"%PDF")
