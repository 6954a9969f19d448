"""Headings wrap where people would break them; moments of today are said by their hour."""

from datetime import UTC, datetime, timedelta

from trainer import clock
from trainer.web.filters import keep, soon

NOON = datetime(2026, 10, 8, 4, 0, tzinfo=UTC)


def test_a_title_in_quotes_wraps_as_one_piece_and_stays_escaped():
    assert keep("下一步：完成《紧急入户》测验") == '下一步：完成<span class="keep">《紧急入户》测验</span>'
    assert "<b>" not in keep("“<b>”到期")


def test_a_moment_near_is_said_by_its_hour(app, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    with clock.travel(NOON, ticking=False), app.test_request_context("/"):
        assert soon(NOON + timedelta(hours=1)).endswith("13:00")
        assert "2026" not in soon(NOON + timedelta(days=1))
        assert soon(NOON + timedelta(days=2)) == "2026-10-10 12:00"
