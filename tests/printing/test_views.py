"""The pages of the cheat sheets, as each of the cast meets them."""

import io
import re

import pytest
from pypdf import PdfReader

ADDRESSES = [
    "/cheatsheets",
    "/cheatsheets/5",
    "/cheatsheets/cashier",
    "/cheatsheets/entry",
    "/cheatsheets/phone",
    "/cheatsheets/numbers",
    "/cheatsheets/say-never",
    "/cheatsheets/5.pdf?size=a6",
    "/cheatsheets/phone.pdf?size=a6x8",
]


def test_strangers_are_sent_to_sign_in(client):
    for address in ADDRESSES:
        response = client.get(address)
        assert response.status_code == 303
        assert "/sign-in" in response.location


@pytest.mark.parametrize("name", ["front", "cashier", "supervisor", "manager"])
def test_everybody_who_is_signed_in_may_see_them(browse, name):
    browser = browse(name)
    assert [browser.get(address).status_code for address in ADDRESSES] == [200] * len(ADDRESSES)


def test_nothing_is_posted_here(browse):
    browser = browse("front")
    for address in ADDRESSES:
        assert browser.submit(address).status_code == 405


def test_ones_own_position_comes_first(browse):
    for name, key in (("cashier", "cashier"), ("front", "front_desk")):
        page = browse(name).get("/cheatsheets").get_data(as_text=True)
        listed = [one for one in re.findall(r'href="/cheatsheets/([^"]+)"', page) if ".pdf" not in one]
        assert listed[:5] == ["say-never", "numbers", "entry", "phone", key]
        assert all(f'href="/cheatsheets/{section}"' in page for section in ("2", "6b", "11N"))


def test_pin_ups_come_in_three_sizes(browse):
    page = browse("front").get("/cheatsheets").get_data(as_text=True)
    assert page.index("/cheatsheets/entry") < page.index("/cheatsheets/front_desk")
    for size in ("a4", "a6", "a6x8"):
        assert f"/cheatsheets/entry.pdf?size={size}" in page


def test_the_way_into_a_flat_is_a_page_too(browse):
    page = browse("front").get("/cheatsheets/entry").get_data(as_text=True)
    for words in ("2 人以上", "一人入户", "灰字是编者的提示", "/standard/6.7.3", "不是"):
        assert words in page


def test_a_sheet_shows_red_lines_numbers_and_words(browse):
    page = browse("front").get("/cheatsheets/4").get_data(as_text=True)
    for words in (
        "约",
        "交谈距离",
        "好的，我马上就来办。",
        "不知道",
        "蔑视",
        "4.9",
        "/cheatsheets/4.pdf?size=a4",
    ):
        assert words in page
    assert "微信" in page or "WeChat" in page


def test_the_pdf_is_shown_in_place_under_both_names(browse):
    response = browse("front").get("/cheatsheets/front_desk.pdf?size=a4")
    assert response.mimetype == "application/pdf"
    stated = response.headers["Content-Disposition"]
    assert stated.startswith('inline; filename="cheatsheet-front_desk-a4-1.pdf"; ')
    assert stated.endswith(
        "filename*=UTF-8''%E5%AE%A2%E6%9C%8D%E5%89%8D%E5%8F%B0%E9%80%9F%E6%9F%A5%E5%8D%A1-A4-1.pdf"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "11F.1" in PdfReader(io.BytesIO(response.data)).pages[-1].extract_text()


def test_without_a_size_it_is_a4(browse):
    pages = PdfReader(io.BytesIO(browse("front").get("/cheatsheets/5.pdf").data)).pages
    assert round(float(pages[0].mediabox.width)) == 595


def test_a_wrong_size_is_answered(browse):
    browser = browse("front")
    for size in ("a5", "", "A4x", "%00"):
        response = browser.get(f"/cheatsheets/5.pdf?size={size}")
        assert response.status_code == 422
        assert "size=a4" in response.get_data(as_text=True)


def test_a_sheet_that_does_not_exist_is_404(browse):
    browser = browse("front")
    for key in ("1", "nobody", "2.2", "%2e%2e%2fduty", "5%00"):
        assert browser.get(f"/cheatsheets/{key}").status_code == 404
        assert browser.get(f"/cheatsheets/{key}.pdf").status_code == 404
