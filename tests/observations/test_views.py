"""The pages: saving as the script and as a plain form, the result, and every route before every stranger."""

import io
import json
import re
from types import SimpleNamespace

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.cast import PASSWORD
from tests.observations.ground import ALL_MET, FAILED, begin, deputy, seen_hash, tap, watch
from tests.queries import queries
from trainer.db import db
from trainer.observations import service as observations
from trainer.people import service as people
from trainer.people.model import Role


@pytest.fixture
def second(session, cast, app):
    """The browser of the department's second supervisor."""
    browser = app.test_client()
    browser.sign_in("0004", PASSWORD)
    return browser


def picture(colour="red", size=(40, 30)) -> bytes:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    Image.new("RGB", size, colour).save(target, "JPEG", exif=exif)
    return target.getvalue()


def upload(browser, id_: int, data: bytes, name="a.jpg"):
    return browser.post(
        f"/observations/{id_}/photos",
        data={"file": (io.BytesIO(data), name)},
        headers={"X-CSRFToken": browser.token, "Accept": "application/json"},
    )


def text(answer) -> str:
    return answer.get_data(as_text=True)


def test_a_form_is_chosen_and_begun(session, cast, browse):
    browser = browse("supervisor")
    page = text(browser.get("/observations/new"))
    assert "前台甲" in page and "前台接待小表" in page
    assert "物业经理 0002" not in page and "客服主管 0001" not in page and "二期前台" not in page
    answer = browser.submit("/observations/new", person=cast.front.person_id, form="counter", place="一号楼")
    assert answer.status_code == 303
    page = text(browser.get(answer.location))
    assert page.count('class="question watch"') == 5
    assert "一号楼" in page
    again = browser.submit("/observations/new", person=cast.front.person_id, form="counter")
    assert again.location == answer.location


def test_those_of_late_stand_first(session, cast, browse):
    watch(session, cast.supervisor, cast.keeper)
    page = text(browse("supervisor").get("/observations/new"))
    assert page.index("楼管甲") < page.index("前台甲")
    assert page.index("前台接待小表") < page.index("前台专用")


@pytest.mark.parametrize(
    ("fields", "where"),
    [({}, "person"), ({"form": "counter"}, "person"), ({"person": "99", "form": "counter"}, "person")],
)
def test_what_is_not_chosen_is_asked_for(browse, fields, where):
    browser = browse("supervisor")
    browser.get("/observations/new")
    answer = browser.submit("/observations/new", **fields)
    assert answer.status_code == 422
    assert f'id="{where}-error"' in text(answer)


def test_a_form_that_is_not_for_the_position_is_refused_beside_it(cast, browse):
    browser = browse("supervisor")
    browser.get("/observations/new")
    answer = browser.submit("/observations/new", person=cast.keeper.person_id, form="desk")
    assert answer.status_code == 422
    assert 'id="form-error"' in text(answer)


def test_a_tap_is_saved_as_the_script_sends_it(session, cast, browse):
    browser = browse("supervisor")
    id_ = begin(session, cast.supervisor, cast.front)
    browser.get(f"/observations/{id_}")
    address = f"/observations/{id_}/items/greets"
    first = browser.send(address, {"seq": 1, "response": {"": ["met"], "note": ["好"], "photo": [""]}})
    assert (first.status_code, first.json["saved"], first.json["seq"]) == (200, True, 1)
    assert re.fullmatch(r"\d\d:\d\d", first.json["at"])
    again = browser.send(address, {"seq": 1, "response": {"": ["met"], "note": ["好"], "photo": [""]}})
    assert again.json == first.json
    stale = browser.send(address, {"seq": 1, "response": {"": ["unmet"]}})
    assert stale.status_code == 409
    assert stale.json["response"] == {"": ["met"], "note": ["好"], "photo": [""]}
    assert stale.json["seq"] == 1 and stale.json["message"]
    for sent in ({"seq": 2, "response": {"": ["perfect"]}}, {"seq": 2}, [], {"seq": 2, "response": "met"}):
        assert browser.send(address, sent).status_code == 422
    note = browser.send(f"/observations/{id_}/note", {"seq": 1, "response": {"place": ["大堂"]}})
    assert note.status_code == 200
    observations.finish(session, cast.supervisor, id_)
    late = browser.send(address, {"seq": 2, "response": {"": ["unmet"]}})
    assert (late.status_code, late.json["review"]) == (410, f"/observations/{id_}")


def posted(id_: int, **marks: str) -> dict[str, str]:
    fields = {f"seq-{item}": "0" for item in (*ALL_MET, "_")}
    return fields | {"s_.place": "大堂", "s_.note": ""} | {f"s{item}": mark for item, mark in marks.items()}


def test_without_script_one_button_saves_the_whole_form(session, cast, browse):
    browser = browse("supervisor")
    id_ = begin(session, cast.supervisor, cast.front)
    browser.get(f"/observations/{id_}")
    fields = posted(id_, greets="met", words="unmet") | {"swords.note": "说了不知道"}
    answer = browser.submit(f"/observations/{id_}/items/greets", **fields)
    assert (answer.status_code, answer.location) == (303, f"/observations/{id_}#q-greets")
    page = text(browser.get(f"/observations/{id_}"))
    assert len(re.findall(r"<input[^>]*type=\"radio\"[^>]*checked", page)) == 2
    assert "说了不知道" in page and "大堂" in page
    old = browser.submit(f"/observations/{id_}/items/greets", **posted(id_, greets="unmet", words="unmet"))
    assert old.status_code == 303  # refused as stale, and told so
    session.rollback()
    assert observations.fetch(session, cast.supervisor, id_).first_marks["greets"] == "met"
    assert 'class="notice warn"' in text(browser.get(old.location))


def test_without_script_a_photo_goes_with_the_form_and_can_be_taken_away(session, cast, browse):
    browser = browse("supervisor")
    id_ = begin(session, cast.supervisor, cast.front)
    browser.get(f"/observations/{id_}")
    fields = posted(id_, greets="met")
    answer = browser.submit(
        f"/observations/{id_}/items/greets", **fields, **{"file-greets": (io.BytesIO(picture()), "x.jpg")}
    )
    assert answer.status_code == 303
    known = observations.fetch(session, cast.supervisor, id_)
    assert known.entry("greets").file_id
    fields = posted(id_, greets="met") | {"seq-greets": "1", "seq-_": "1", "drop-greets": "1"}
    assert browser.submit(f"/observations/{id_}/note", **fields).status_code == 303
    session.rollback()
    assert observations.fetch(session, cast.supervisor, id_).entry("greets").file_id is None
    bad = browser.submit(
        f"/observations/{id_}/items/greets",
        **fields | {"seq-greets": "2", "sstands": "met", "sstands.note": "x" * 501},
        **{"file-hands": (io.BytesIO(b"no photo"), "x.jpg")},
    )
    assert bad.status_code == 422
    assert "x" * 501 in text(bad)  # what was typed is still there


def test_a_photo_loses_what_the_camera_noted_and_is_for_those_who_may_see_it(
    session, cast, browse, second, client
):
    browser = browse("supervisor")
    id_ = begin(session, cast.supervisor, cast.front)
    browser.get(f"/observations/{id_}")
    kept = upload(browser, id_, picture())
    assert kept.status_code == 200, text(kept)
    address = kept.json["url"]
    sent = {"seq": 1, "response": {"": ["met"], "photo": [str(kept.json["id"])]}}
    assert browser.send(f"/observations/{id_}/items/greets", sent).status_code == 200
    shown = browser.get(address)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert b"SECRET-CAMERA" not in shown.data
    assert "no-store" in shown.headers["Cache-Control"]
    assert second.get(address).status_code == 404  # a draft is its observer's alone
    observations.finish(session, cast.supervisor, id_)
    assert second.get(address).status_code == 200
    assert browse("front").get(address).status_code == 200
    assert browse("manager").get(address).status_code == 200
    for name in ("keeper", "stranger", "other_supervisor"):
        assert browse(name).get(address).status_code == 404
    assert client.get(address).location.startswith("/sign-in")
    assert browser.get(f"/observations/{id_}/photos/999").status_code == 404


def test_a_photo_of_another_observation_can_not_be_hung_here(session, cast, browse, second):
    mine, theirs = (
        begin(session, cast.supervisor, cast.front),
        begin(session, deputy(session, cast.supervisor), cast.front),
    )
    second.get(f"/observations/{theirs}")
    number = upload(second, theirs, picture("blue")).json["id"]
    browser = browse("supervisor")
    browser.get(f"/observations/{mine}")
    sent = {"seq": 1, "response": {"": ["met"], "photo": [str(number)]}}
    assert browser.send(f"/observations/{mine}/items/greets", sent).status_code == 422
    assert browser.get(f"/observations/{mine}/photos/{number}").status_code == 404
    assert upload(browser, theirs, picture()).status_code == 404
    assert upload(browser, mine, b"text").status_code == 422


def test_before_the_end_what_was_not_observed_is_named(session, cast, browse):
    browser = browse("supervisor")
    id_ = watch(session, cast.supervisor, cast.front, {"greets": "met", "words": "unmet"}, end=False)
    page = text(browser.get(f"/observations/{id_}/check"))
    assert f"/observations/{id_}#q-stands" in page and f"/observations/{id_}#q-hands" in page
    assert f"/observations/{id_}#q-greets" not in page
    assert "使用禁语" in page
    assert browser.submit(f"/observations/{id_}/finish").location == f"/observations/{id_}"
    assert browser.get(f"/observations/{id_}/check").status_code == 303
    assert browser.submit(f"/observations/{id_}/finish").status_code == 303


def test_nothing_observed_cannot_be_finished(session, cast, browse):
    browser = browse("supervisor")
    id_ = begin(session, cast.supervisor, cast.front)
    page = text(browser.get(f"/observations/{id_}/check"))
    assert f'action="/observations/{id_}/finish"' not in page
    assert browser.submit(f"/observations/{id_}/finish").location == f"/observations/{id_}/check"


def test_the_result_says_what_follows(session, cast, browse):
    id_ = watch(session, cast.supervisor, cast.front, FAILED | {"words": "unmet"})
    page = text(browse("supervisor").get(f"/observations/{id_}"))
    assert "使用禁语" in page and "/standard/4.5" in page
    person = cast.front.person_id
    assert f"/observations/new?person={person}&amp;form=counter&amp;department=1" in page
    assert f"/assignments/new?lesson=sitting&amp;people={person}&amp;department=1" in page
    assert f"/assignments/new?quiz=posture&amp;people={person}&amp;department=1" in page
    prefilled = text(browse("supervisor").get(f"/assignments/new?quiz=posture&people={person}"))
    assert re.search(rf'<input checked[^>]*value="{person}"', prefilled)
    own = text(browse("front").get(f"/observations/{id_}"))
    assert "/assignments/new" not in own and f'action="/observations/{id_}/sign"' in own


def test_the_observed_person_signs_on_the_page(session, cast, browse):
    id_ = watch(session, cast.supervisor, cast.front)
    browser = browse("front")
    assert f"/observations/{id_}" in text(browser.get("/observations/mine"))
    page = text(browser.get(f"/observations/{id_}"))
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', page).group(1)
    assert shown == seen_hash(session, cast.front, id_)
    wrong = browser.submit(f"/observations/{id_}/sign", shown=shown, password="wrong")
    assert wrong.status_code == 422 and 'id="password-error"' in text(wrong)
    old = browser.submit(f"/observations/{id_}/sign", shown="0" * 64, password=PASSWORD)
    assert old.status_code == 303
    assert browser.submit(f"/observations/{id_}/sign", shown=shown, password=PASSWORD).status_code == 303
    page = text(browser.get(f"/observations/{id_}"))
    assert f'action="/observations/{id_}/sign"' not in page
    assert page.count(shown) == 2  # under both names


def test_an_objection_and_its_answer_on_the_pages(session, cast, browse, second):
    id_ = watch(session, cast.supervisor, cast.front, FAILED)
    staff = browse("front")
    staff.get(f"/observations/{id_}")
    shown = seen_hash(session, cast.front, id_)
    assert staff.submit(f"/observations/{id_}/object", shown=shown, reason="").status_code == 422
    assert staff.submit(f"/observations/{id_}/object", shown=shown, reason="当时在接电话").status_code == 303
    assert "当时在接电话" in text(second.get("/observations")) or f"/observations/{id_}" in text(
        second.get("/observations")
    )
    address = f"/observations/{id_}/answer"
    assert second.get(address).status_code == 200
    none = second.submit(address, decision="changed", reason="看了录像", **{"mark-greets": "unmet"})
    assert none.status_code == 422 and 'id="marks"' in text(none)
    assert second.submit(address, decision="", reason="").status_code == 422
    done = second.submit(address, decision="changed", reason="看了录像", **{"mark-greets": "met"})
    assert done.status_code == 303
    page = text(staff.get(f"/observations/{id_}"))
    assert "<s" in page and "看了录像" in page and "当时在接电话" in page
    assert second.get(address).status_code == 303


def test_the_paper_holds_signatures_and_hash(session, cast, browse):
    id_ = watch(session, cast.supervisor, cast.front, FAILED)
    shown = seen_hash(session, cast.front, id_)
    browser = browse("front")
    browser.get(f"/observations/{id_}")
    browser.submit(f"/observations/{id_}/sign", shown=shown, password=PASSWORD)
    answer = browser.get(f"/observations/{id_}/sheet.pdf")
    assert answer.mimetype == "application/pdf"
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    flat = re.sub(r"\s", "", words)
    assert shown in flat
    assert "前台甲" in flat and "客服主管" in flat and "前台接待小表" in flat
    assert browse("keeper").get(f"/observations/{id_}/sheet.pdf").status_code == 404


def test_a_draft_has_no_paper(session, cast, browse):
    id_ = begin(session, cast.supervisor, cast.front)
    assert browse("supervisor").get(f"/observations/{id_}/sheet.pdf").status_code == 404


def test_a_moment_is_linked_on_the_page_and_agreement_shown(session, cast, browse, second):
    mine = watch(session, cast.supervisor, cast.front)
    theirs = watch(session, deputy(session, cast.supervisor), cast.front)
    browser = browse("supervisor")
    assert "副主管" in text(browser.get(f"/observations/{mine}"))
    assert browser.submit(f"/observations/{mine}/link", other=theirs).status_code == 303
    page = text(browser.get("/observations/agreement"))
    assert "100.0%" in page and "前台接待小表" in page
    assert browser.submit(f"/observations/{mine}/link", other="x").status_code == 404
    assert browser.submit(f"/observations/{mine}/link", other="none").status_code == 303
    assert "100.0%" not in text(browser.get("/observations/agreement"))


def test_the_list_and_a_dismissal(session, cast, browse):
    id_ = watch(session, cast.supervisor, cast.front, FAILED)
    browser = browse("supervisor")
    page = text(browser.get("/observations"))
    assert page.count(f'href="/observations/{id_}"') == 2  # to be observed again, and in the list
    assert browser.submit(f"/observations/{id_}/again/dismiss", reason="").status_code == 422
    assert browser.submit(f"/observations/{id_}/again/dismiss", reason="已调岗").status_code == 303
    assert "已调岗" in text(browser.get(f"/observations/{id_}"))
    page = text(browser.get("/observations?state=unsigned&form=counter"))
    assert page.count(f'href="/observations/{id_}"') == 1
    assert f'href="/observations/{id_}"' not in text(browser.get("/observations?state=signed"))
    for odd in ("?page=99", "?person=x", "?person=99999999999999", "?state=odd", "?form=%00"):
        assert browser.get(f"/observations{odd}").status_code == 200, odd
    assert browser.get("/observations?department=2").status_code == 404


def test_a_draft_is_given_up_on_the_page(session, cast, browse):
    browser = browse("supervisor")
    id_ = begin(session, cast.supervisor, cast.front)
    browser.get(f"/observations/{id_}")
    assert browser.submit(f"/observations/{id_}/withdraw", reason="").location == f"/observations/{id_}"
    assert browser.submit(f"/observations/{id_}/withdraw", reason="换人").location == "/observations"
    assert "换人" in text(browser.get(f"/observations/{id_}"))


JSON = {"seq": 1, "response": {"": ["met"]}}
ROUTES = (
    # address, method, and what each reader of a FINISHED observation of `front` by `supervisor` gets:
    # observer, observed, second supervisor, manager, keeper (staff), stranger (staff), other supervisor
    ("", "GET", (200, 200, 200, 200, 404, 404, 404)),
    ("/sheet.pdf", "GET", (200, 200, 200, 200, 404, 404, 404)),
    ("/photos/1", "GET", (404, 404, 404, 404, 404, 404, 404)),
    ("/check", "GET", (303, 403, 404, 404, 403, 403, 404)),
    ("/answer", "GET", (403, 403, 303, 303, 403, 403, 404)),
    ("/items/greets", "JSON", (410, 403, 404, 404, 403, 403, 404)),
    ("/note", "JSON", (410, 403, 404, 404, 403, 403, 404)),
    ("/photos", "POST", (422, 403, 422, 422, 403, 403, 404)),
    ("/check", "POST", (303, 403, 404, 404, 403, 403, 404)),
    ("/finish", "POST", (303, 403, 404, 404, 403, 403, 404)),
    ("/withdraw", "POST", (303, 403, 303, 303, 403, 403, 404)),
    ("/sign", "POST", (422, 422, 422, 422, 404, 404, 404)),
    ("/object", "POST", (422, 422, 422, 422, 404, 404, 404)),
    ("/again/dismiss", "POST", (422, 403, 422, 422, 403, 403, 404)),
    ("/link", "POST", (404, 403, 404, 404, 403, 403, 404)),
)
READERS = ("supervisor", "front", "second", "manager", "keeper", "stranger", "other_supervisor")


def call(browser, path: str, method: str):
    if method == "JSON":
        return browser.send(path, JSON)
    return browser.get(path) if method == "GET" else browser.submit(path)


def test_every_route_before_every_kind_of_reader(session, cast, browse, second, client):
    id_ = watch(session, cast.supervisor, cast.front)
    browsers = {name: second if name == "second" else browse(name) for name in READERS}
    for path, method, wanted in ROUTES:
        for name, status in zip(READERS, wanted, strict=True):
            answer = call(browsers[name], f"/observations/{id_}{path}", method)
            assert answer.status_code == status, f"{name} {method} {path}: {answer.status_code}"
        client.get("/sign-in")
        unknown = call(client, f"/observations/{id_}{path}", method)
        assert unknown.status_code == (401 if method == "JSON" else 303), path
    assert not observations.fetch(session, cast.front, id_).signed


def test_a_draft_is_nobody_elses(session, cast, browse, second):
    id_ = watch(session, cast.supervisor, cast.front, FAILED, end=False)
    others = {name: second if name == "second" else browse(name) for name in READERS[1:]}
    for path, method, _wanted in ROUTES:
        for name, browser in others.items():
            answer = call(browser, f"/observations/{id_}{path}", method)
            assert answer.status_code in {403, 404}, f"{name} {method} {path}: {answer.status_code}"
    listed = text(second.get("/observations"))
    assert "前台接待小表" in listed and f'href="/observations/{id_}"' not in listed
    for page in ("/observations", "/observations/new", "/observations/agreement"):
        assert others["front"].get(page).status_code == 403


def test_signing_for_somebody_else_is_refused_with_the_right_password_too(session, cast, browse, second):
    id_ = watch(session, cast.supervisor, cast.front)
    shown = seen_hash(session, cast.front, id_)
    for browser in (browse("supervisor"), second, browse("manager"), browse("administrator")):
        browser.get(f"/observations/{id_}")
        answer = browser.submit(f"/observations/{id_}/sign", shown=shown, password=PASSWORD)
        assert answer.status_code == 403
        assert browser.submit(f"/observations/{id_}/object", shown=shown, reason="代为").status_code == 403


def test_pages_cost_the_same_for_many(app, session, cast, browse):
    watch(session, cast.supervisor, cast.front, FAILED)
    browser = browse("supervisor")
    pages = ("/observations", "/observations/new", "/observations/agreement")
    with app.app_context():
        engine = db.engine

    def cost() -> list[int]:
        found = []
        for page in pages:
            browser.get(page)
            with queries(engine) as seen:
                assert browser.get(page).status_code == 200
            found.append(len(seen))
        return found

    few = cost()
    for number in range(25):
        person = people.add_person(
            session,
            None,
            department_id=1,
            staff_number=f"03{number:02}",
            name=f"前台{number}",
            position="front_desk",
            role=Role.STAFF,
        )
        watch(session, cast.supervisor, SimpleNamespace(person_id=person), FAILED)
    assert cost() == few
    assert max(few) <= 26


def test_what_the_script_is_told_is_json(session, cast, browse):
    id_ = begin(session, cast.supervisor, cast.front)
    tap(session, cast.supervisor, id_, "greets", "met")
    page = text(browse("supervisor").get(f"/observations/{id_}"))
    words = json.loads(re.search(r'id="words">(.*?)</script>', page, re.DOTALL).group(1))
    assert {"saved", "unsent", "count", "photo_waits", "note_waits"} <= set(words)
    assert 'data-pages="all"' in page and f'data-attempt="observation-{id_}"' in page
