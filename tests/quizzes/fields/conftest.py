"""One question of each type that is answered in fields, over a small register."""

import pytest

from trainer.quizzes import types
from trainer.quizzes.model import Item
from trainer.quizzes.types.base import Known
from trainer.standard.model import Clause, Figure


def register(**more):
    common = {"section": "4", "source": "4", "title_en": "Clause", "kind": "conversation"}
    return Clause(positions=("all",), **common | more)


REGISTER = (
    register(
        id="4.1",
        title="问候",
        rule="客户走到三米处先开口问候。",
        say=("对不起，让您久等了。", "您好，物业{name}为您服务。"),
        never=("不知道",),
        figures=(
            Figure(name="问候距离", text="3 米", value="3", unit="米", bound="exactly"),
            Figure(name="时限", text="不少于 30 分钟", value="30", unit="分钟", bound="at_least"),
            Figure(name="归还", text="当日 17:30 前", value="17:30", bound="before"),
            Figure(name="盘点", text="每月 25 日", value="25", unit="日", per="每月", bound="exactly"),
            Figure(name="巡查", text="每天不少于 2 次", value="2", unit="次", per="每天", bound="at_least"),
            Figure(name="开票", text="每周星期一", value="星期一", per="每周", bound="exactly"),
            Figure(name="记录", text="每日", value="每日", bound="exactly"),
        ),
    ),
    register(id="4.2", title="交谈", rule="保持约一米距离。"),
)


@pytest.fixture(scope="session")
def register_known():
    return Known({clause.id: clause for clause in REGISTER}, (), cited=("4.1",))


@pytest.fixture(scope="session")
def complaints(register_known):
    """A function: what a type says of an author's keys."""

    def said(name, **keys):
        kind = types.get(name)
        return kind.faults(kind.Body.model_validate(keys), register_known)

    return said


@pytest.fixture(scope="session")
def write(register_known, complaints):
    """A function: the item of a type from an author's keys, which must be faultless."""

    def made(name, **keys):
        kind = types.get(name)
        assert complaints(name, **keys) == []
        body = kind.compile(kind.Body.model_validate(keys), register_known)
        return Item("q", name, ("4.1",), 2, (), "<p>题干</p>", None, None, "<p>机密解析</p>", body)

    return made


@pytest.fixture(scope="session")
def figure(write):
    """A function: a question for a figure of the register, by its name there."""

    def asked(name, *mistakes, **keys):
        usual = {"归还": "18:00", "开票": "周五"}.get(name, "9")
        wrong = [{"value": value, "feedback": f"机密错{value}"} for value in mistakes or (usual,)]
        named = {"clause": "4.1", "name": name}
        return write("figure", **{"figure": named, "feedback": "机密对", "mistakes": wrong} | keys)

    return asked


@pytest.fixture(scope="session")
def matched(write):
    pairs = [("生日", "生日快乐"), ("要走", "再见"), ("下班", "再见")]
    written = [
        {"left": left, "right": right, "feedback": f"机密{n}"} for n, (left, right) in enumerate(pairs)
    ]
    return write("matching", pairs=written, extra=["请稍候"])


@pytest.fixture(scope="session")
def typed_gaps(write):
    return write("cloze", text="[[对不起|抱歉]]，让您[[久等]]了", feedback=["机密一", "机密二"])


@pytest.fixture(scope="session")
def chosen_gaps(write):
    return write("cloze", text="对不起，让您[[久等]]了", bank=["慢走", "费心"], feedback=["机密一"])


@pytest.fixture(scope="session")
def form_items(matched, typed_gaps, chosen_gaps, figure):
    return [matched, typed_gaps, chosen_gaps, figure("问候距离"), figure("归还")]
