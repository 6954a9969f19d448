import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.assignments.acting import LESSON, assign, hire, read, sit, start
from tests.queries import queries
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Counting, Kind
from trainer.db import db
from trainer.editions import service as editions
from trainer.people import service as people
from trainer.quizzes import service as quizzes


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC)) as forward:
        yield forward


@pytest.fixture
def task(session, cast, now):
    return assign(session, cast.supervisor, cast.front, cast.keeper, note="请先看图")


def filled(**wanted):
    return {
        "what": "quiz:busy-counter",
        "whom": "everyone",
        "opens_at": "2026-10-08T09:00",
        "due_at": "2026-10-15T18:00",
        "pass_mark": "",
        "attempts": "quiz",
        "counting": "best",
        "note": "",
    } | wanted


def made(session, viewer):
    session.rollback()
    return assignments.running(session, viewer.department_id, since=clock.now())


@pytest.mark.parametrize("path", ["/assignments", "/assignments/new", "/assignments/1"])
def test_signed_out_goes_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 303
    assert "/sign-in" in answer.location


def test_staff_may_not_assign_nor_call_off(browse, task):
    front = browse("front")
    assert front.get("/assignments/new").status_code == 403
    assert front.submit("/assignments/new", **filled()).status_code == 403
    assert front.submit(f"/assignments/{task}/cancel", reason="不想做").status_code == 403


@pytest.mark.parametrize("who", ["stranger", "cashier", "other_supervisor"])
def test_strangers_find_nothing(browse, task, who):
    assert browse(who).get(f"/assignments/{task}").status_code == 404


def test_other_departments_are_not_there_for_a_supervisor(browse, task):
    other = browse("other_supervisor")
    assert other.submit(f"/assignments/{task}/cancel", reason="看看").status_code == 404
    assert other.get("/assignments?department=1").status_code == 404
    assert other.get("/assignments/new?department=1").status_code == 404
    assert other.get(f"/assignments/new?again={task}").status_code == 404


@pytest.mark.parametrize("who", ["supervisor", "manager", "administrator"])
def test_leaders_see_the_list_the_form_and_the_members(browse, task, who):
    browser = browse(who)
    page = browser.get("/assignments").text
    assert "兼顾新来客户" in page
    assert ('name="department"' in page) is (who != "supervisor")
    assert browser.get("/assignments/new").status_code == 200
    page = browser.get(f"/assignments/{task}").text
    assert "前台甲" in page
    assert "楼管甲" in page
    assert "请先看图" in page


def test_assigning_to_the_whole_department(browse, session, cast, now):
    browser = browse("supervisor")
    browser.get("/assignments/new?quiz=busy-counter")
    answer = browser.submit("/assignments/new", **filled(note="请先看图"))
    assert answer.status_code == 303
    (task,) = made(session, cast.supervisor)
    assert answer.location == f"/assignments/{task.id}"
    assert (task.title, task.note) == ("手上正忙，客户来了", "请先看图")
    assert timedelta() <= task.created_at - task.opens_at < timedelta(seconds=5)
    assert task.due_at == datetime(2026, 10, 15, 10, 0, tzinfo=UTC)
    members = {one.person_id for one in assignments.members(session, [task])[task.id]}
    assert members == {cast.front.person_id, cast.keeper.person_id, cast.cashier.person_id}
    assert "3" in browser.get(answer.location).text


def test_the_quizs_own_rules_hold_unless_others_are_chosen(browse, session, cast, now):
    browser = browse("supervisor")
    browser.get("/assignments/new")
    browser.submit("/assignments/new", **filled())
    browser.submit(
        "/assignments/new",
        **filled(pass_mark="95", attempts="", counting="last", due_at="2026-10-16T18:00", anyway="y"),
    )
    own, chosen = made(session, cast.supervisor)
    published = quizzes.quiz(editions.current(session), "busy-counter")
    assert (own.pass_mark, own.attempts) == (published.pass_mark, published.attempts)
    assert (chosen.pass_mark, chosen.attempts, chosen.counting.value) == (95, None, "last")


def test_assigning_to_positions_and_to_persons(browse, session, cast, now):
    browser = browse("supervisor")
    browser.get("/assignments/new")
    browser.submit("/assignments/new", **filled(whom="positions", positions=["cashier", "manager_a"]))
    browser.submit(
        "/assignments/new",
        **filled(what=f"lesson:{LESSON}", whom="people", people=[cast.supervisor.person_id]),
    )
    positions, person = sorted(made(session, cast.supervisor), key=lambda task: task.id)
    found = assignments.members(session, [positions, person])
    assert {one.position for one in found[positions.id]} == {"cashier", "manager_a"}
    assert [one.person_id for one in found[person.id]] == [cast.supervisor.person_id]
    assert (person.kind, person.pass_mark, person.attempts) == (Kind.LESSON, None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"what": "quiz:nothing"},
        {"whom": "people"},
        {"whom": "positions"},
        {"whom": "people", "people": ["9999"]},
        {"due_at": "gestern"},
        {"due_at": "2026-10-07T18:00"},
        {"opens_at": "2026-10-15T18:00"},
        {"pass_mark": "0"},
        {"pass_mark": "viel"},
        {"attempts": "-1"},
        {"note": "a\x00b"},
        {"note": "x" * 501},
    ],
)
def test_a_wrong_form_keeps_what_was_typed_and_says_where(browse, session, cast, now, wrong):
    browser = browse("supervisor")
    browser.get("/assignments/new")
    answer = browser.submit("/assignments/new", **filled(**({"note": "带上名牌"} | wrong)))
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert "field-error" in answer.text
    assert wrong.get("note", "带上名牌").replace("\x00", "") in answer.text.replace("\x00", "")
    assert made(session, cast.supervisor) == []


def test_a_double_click_gives_one(browse, session, cast, now):
    browser = browse("supervisor")
    browser.get("/assignments/new")
    first, second = (browser.submit("/assignments/new", **filled()).location for _ in range(2))
    assert first == second
    assert len(made(session, cast.supervisor)) == 1


def test_managers_choose_the_department(browse, session, cast, now):
    browser = browse("manager")
    page = browser.get("/assignments/new?department=2").text
    assert "二期前台" in page
    assert "前台甲" not in page
    browser.submit("/assignments/new?department=2", **filled())
    (task,) = made(session, cast.stranger)
    assert task.department_id == 2


def test_again_ticks_those_who_have_not_passed(browse, session, cast, task, now):
    sit(session, cast.front, task, well=True)
    sit(session, cast.keeper, task, well=False)
    page = browse("supervisor").get(f"/assignments/new?again={task}").text
    ticked = re.findall(r'<input checked[^>]*name="people"[^>]*value="(\d+)"', page)
    assert ticked == [str(cast.keeper.person_id)]
    assert '<option selected value="quiz:busy-counter">' in page


def test_again_names_whom_it_ticked_and_keeps_the_rules(browse, session, cast, now):
    id_ = assign(
        session, cast.supervisor, cast.front, cast.keeper, note="甲\n乙", pass_mark=95, attempts=12,
        counting=Counting.LAST,
    )  # fmt: skip
    now(timedelta(days=8))
    page = browse("supervisor").get(f"/assignments/new?again={id_}").text
    assert "已勾选 2 人：前台甲、楼管甲" in page
    assert re.search(r'name="pass_mark"[^>]*value="95"', page)
    assert '<option selected value="12">' in page
    assert re.search(r'<input checked[^>]*value="last"', page)
    assert "甲\n乙" in page.replace("\r", "")


def test_the_same_twice_is_asked_about_first_and_what_was_typed_stays(browse, session, cast, task, now):
    browser = browse("supervisor")
    browser.get("/assignments/new")
    answer = browser.submit("/assignments/new", **filled(note="第二次"))
    assert answer.status_code == 409
    assert "2 人还有同样的任务没完成：前台甲、楼管甲" in answer.text
    assert 'name="anyway"' in answer.text
    assert "第二次" in answer.text
    assert len(made(session, cast.supervisor)) == 1
    assert browser.submit("/assignments/new", **filled(note="第二次", anyway="y")).status_code == 303
    assert len(made(session, cast.supervisor)) == 2


def test_who_has_finished_it_or_can_do_no_more_may_be_given_it_again(browse, session, cast, task, now):
    sit(session, cast.front, task, well=True)
    for _ in range(2):
        sit(session, cast.keeper, task, well=False)
    browser = browse("supervisor")
    browser.get("/assignments/new")
    assert browser.submit("/assignments/new", **filled()).status_code == 303


def test_everything_that_is_wrong_is_said_at_once(browse, now):
    browser = browse("supervisor")
    browser.get("/assignments/new")
    answer = browser.submit("/assignments/new", **filled(whom="people", due_at="2026-10-07T18:00", what=""))
    summary = answer.text.split('class="error-summary"')[1].split("</ul>")[0]
    assert summary.count("<li") == 3


def test_a_make_up_shows_on_the_page_the_list_and_to_the_member(browse, session, cast, task, now):
    for _ in range(2):
        sit(session, cast.front, task, well=False)
    front, leader = browse("front"), browse("supervisor")
    assert "等待补考" in front.get("/assignments").text
    assert "等待补考" in front.get("/").text
    now(timedelta(days=8))
    front, leader = browse("front"), browse("supervisor")
    for path in ("/", "/assignments", f"/assignments/{task}"):
        page = front.get(path).text
        assert "已逾期" not in page, path
        assert "等待补考" in page or path.endswith(str(task))
    session.rollback()
    again = assign(session, cast.supervisor, cast.front, cast.keeper)
    assert "已安排补考" in leader.get(f"/assignments/{task}").text
    assert f'href="/assignments/{again}">已安排补考' in leader.get(f"/assignments/{task}").text
    assert "已安排补考" in front.get("/assignments").text
    session.rollback()
    sit(session, cast.front, again, well=True)
    page = leader.get(f"/assignments/{task}").text
    assert f'href="/assignments/{again}">已补考合格' in page
    assert "无人逾期" in page
    assert "其中 1 人补考完成" in leader.get("/assignments").text
    assert "已补考合格" in front.get("/assignments").text
    assert f"/assignments/new?again={task}" not in page


def test_a_task_without_its_own_pass_mark_shows_that_of_the_quiz(browse, session, cast, now):
    id_ = assign(session, cast.supervisor, cast.front, pass_mark=None, attempts=None)
    mark = quizzes.quiz(editions.current(session), "busy-counter").pass_mark
    for who in ("supervisor", "front"):
        page = browse(who).get(f"/assignments/{id_}").text
        assert f"{mark}%" in page
        assert "None" not in page


def test_of_many_red_lines_two_are_shown(browse, session, cast, now):
    id_ = assign(session, cast.supervisor, cast.keeper, target="emergency-entry", title="入户")
    sit(session, cast.keeper, id_, well=False, quiz_id="emergency-entry")
    task_ = assignments.fetch(session, cast.supervisor, id_)
    (one,) = assignments.standings(session, [task_])[id_]
    lines = len(set(one.score.red_lines))
    page = browse("supervisor").get(f"/assignments/{id_}").text
    assert ("条" in page and f"等 {lines} 条" in page) is (lines > 2)
    assert "1 人触红线" in page


def test_what_is_for_quizzes_only_says_so(browse, now):
    page = browse("supervisor").get("/assignments/new").text
    assert 'data-unless="#what" data-starts="lesson:"' in page
    assert "仅测验" in page


def test_the_top_bar_tells_the_role_of_those_above_and_the_position_of_the_others(browse):
    for who, words in (("manager", "经理"), ("administrator", "管理员"), ("supervisor", "客服主管")):
        bar = browse(who).get("/account").text.split("<summary>")[1].split("</summary>")[0]
        assert words in bar


def test_numbers_that_no_row_can_have_are_not_there(browse):
    browser = browse("supervisor")
    assert browser.get(f"/assignments/{10**20}").status_code == 404
    assert browser.get(f"/assignments/new?again={10**20}").status_code == 404


def test_unknown_things_in_the_address_preselect_nothing(browse, now):
    page = browse("supervisor").get("/assignments/new?quiz=nothing&people=77&people=x").text
    assert not re.search(r'<input checked[^>]*name="people"', page)


def test_a_leader_sees_each_member_with_review_red_lines_and_late(browse, session, cast, task, now):
    attempt = sit(session, cast.front, task, well=False)
    now(timedelta(days=8))
    page = browse("supervisor").get(f"/assignments/{task}").text
    assert f"/attempts/{attempt}/review" in page
    assert f"/assignments/new?again={task}" in page
    assert page.count("2026-10-08 09:00") >= 1


def test_somebody_who_left_is_still_named(browse, session, cast, task, now):
    people.deactivate(session, None, cast.keeper.person_id, "离职")
    assert "楼管甲" in browse("supervisor").get(f"/assignments/{task}").text


def test_calling_off_wants_a_reason_and_happens_once(browse, session, cast, task):
    browser = browse("supervisor")
    browser.get(f"/assignments/{task}")
    assert browser.submit(f"/assignments/{task}/cancel", reason=" ").status_code == 422
    assert browser.submit(f"/assignments/{task}/cancel", reason="布置错了").status_code == 303
    assert "布置错了" in browser.get(f"/assignments/{task}").text
    assert browser.submit(f"/assignments/{task}/cancel", reason="再来").status_code == 409
    page = browse("front").get(f"/assignments/{task}").text
    assert "布置错了" in page
    assert "/quizzes/busy-counter/attempts" not in page


def test_a_member_starts_goes_on_and_sees_the_result(browse, session, cast, task, now):
    browser = browse("front")
    address = f"/assignments/{task}"
    page = browser.get(address).text
    assert 'action="/quizzes/busy-counter/attempts"' in page
    assert f'name="assignment" value="{task}"' in page
    attempt = start(session, cast.front, task)
    assert f'href="/attempts/{attempt}"' in browser.get(address).text
    sit(session, cast.front, task, well=True)
    page = browser.get(address).text
    assert f"/attempts/{attempt}/review" in page
    assert "/quizzes/busy-counter/attempts" not in page
    assert f"/assignments/{task}" in browser.get("/assignments").text


def test_a_member_without_attempts_left_waits_for_a_make_up(browse, session, cast, task, now):
    for _ in range(2):
        sit(session, cast.front, task, well=False)
    page = browse("front").get(f"/assignments/{task}").text
    assert "/quizzes/busy-counter/attempts" not in page
    assert "/review" in page


def test_a_task_that_is_not_open_yet_cannot_be_started(browse, session, cast, now):
    id_ = assign(session, cast.supervisor, cast.front, opens_at=clock.now() + timedelta(days=1))
    page = browse("front").get(f"/assignments/{id_}").text
    assert "/quizzes/busy-counter/attempts" not in page
    assert "2026-10-09 09:00" in page


def test_a_lesson_leads_to_the_lesson(browse, session, cast, now):
    id_ = assign(session, cast.supervisor, cast.front, cast.supervisor, target=LESSON, kind=Kind.LESSON)
    assert f'href="/lessons/{LESSON}"' in browse("front").get(f"/assignments/{id_}").text
    assert f'href="/lessons/{LESSON}"' in browse("supervisor").get(f"/assignments/{id_}").text
    read(session, cast.front)
    assert f'class="button" href="/lessons/{LESSON}"' not in browse("front").get(f"/assignments/{id_}").text


def test_staff_see_what_they_owe_and_an_empty_page_says_what_to_do(browse, session, cast, task):
    page = browse("front").get("/assignments").text
    assert f"/assignments/{task}" in page
    assert 'href="/lessons"' in browse("cashier").get("/assignments").text


def test_the_list_shows_running_first_and_pages_the_past(browse, session, cast, now):
    for n in range(23):
        assign(
            session,
            cast.supervisor,
            cast.front,
            title=f"第{n}份",
            due_at=clock.now() + timedelta(hours=n + 1),
        )
    now(timedelta(hours=22, minutes=30))
    browser = browse("supervisor")
    page = browser.get("/assignments").text
    assert page.index("第22份") < page.index("第21份") < page.index("第2份")
    assert "第1份" not in page
    assert "第1份" in browser.get("/assignments?page=2").text
    assert browser.get("/assignments?page=x").status_code == 200
    assert "第1份" in browser.get(f"/assignments?page={10**20}").text


def test_english_too(browse, task):
    browser = browse("supervisor")
    browser.submit("/language", locale="en")
    for path in ("/assignments", "/assignments/new", f"/assignments/{task}"):
        page = browser.get(path).text
        assert 'lang="en"' in page


@pytest.mark.parametrize(("path", "most"), [("/assignments", 12), ("/assignments/1", 14)])
def test_queries_do_not_grow_with_people(browse, app, session, cast, now, path, most):
    assign(session, cast.supervisor, *[hire(session, f"{n}") for n in range(1000, 1012)])
    browser = browse("supervisor")
    browser.get(path)

    def cost():
        with app.app_context(), queries(db.engine) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    before = cost()
    session.rollback()
    assign(session, cast.supervisor, *[hire(session, f"{n}") for n in range(2000, 2048)])
    assert cost() == before <= most
