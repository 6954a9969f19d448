"""The supervisor on the floor: watching, signing, objecting and answering, as the pages do it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from trainer.checklists import service as checklists
from trainer.checklists.model import CheckItem, Mark
from trainer.demo.door import Door
from trainer.demo.history import History
from trainer.demo.watched import Watch, watches
from trainer.observations import service as observations
from trainer.observations.model import Decision

SUPERVISOR, MANAGER = "0001", "0002"
LASTS = timedelta(minutes=14)


def plan(history: History, door: Door) -> None:
    """Put every watch into the queue; a form that is not published is left out."""
    for watch in watches(history.today):
        if history.edition.has("checklist", watch.form):
            history.at(watch.day, watch.hour, partial(_watch, history, door, watch))


def _watch(history: History, door: Door, watch: Watch) -> None:
    """Watch somebody; the manager beside, where there was one, begins a minute later."""
    id_ = _begin(history, SUPERVISOR, watch)
    beside = None
    if watch.other is not None:
        history.forward(timedelta(minutes=1))
        beside = _begin(history, MANAGER, watch)
    _mark(history, SUPERVISOR, id_, watch, watch.unmet)
    if watch.only is not None:
        return
    observations.finish(history.session, history.viewers[SUPERVISOR], id_)
    _plan_words(history, door, watch, id_)
    if beside is not None:
        _mark(history, MANAGER, beside, watch, watch.other or {})
        observations.finish(history.session, history.viewers[MANAGER], beside)
        observations.link(history.session, history.viewers[SUPERVISOR], id_, beside)
        history.at(watch.day + 1, 8.9, partial(_sign, history, door, watch, beside))


def _begin(history: History, by: str, watch: Watch) -> int:
    person = history.viewers[watch.number].person_id
    viewer = history.viewers[by]
    id_, _new = observations.start(history.session, viewer, history.edition, person, watch.form, watch.place)
    return id_


def _mark(history: History, by: str, id_: int, watch: Watch, unmet: Mapping[str, str]) -> None:
    """Post the whole form, as a page without script does."""
    items = checklists.checklist(history.edition, watch.form).items[: watch.only]
    viewer = history.viewers[by]
    history.forward(LASTS)
    note = watch.note if by == SUPERVISOR else ""
    form: dict[str, list[str]] = {"seq-_": ["0"], "s_.place": [watch.place], "s_.note": [note]}
    for item in items:
        form[f"seq-{item.id}"] = ["0"]
        form[f"s{item.id}"] = [_seen(item, watch.unobserved, unmet).value]
        form[f"s{item.id}.note"] = [unmet.get(item.id, "")]
        if watch.photo == item.id:
            kept = observations.attach(history.session, viewer, id_, picture(), "hydrant.jpg")
            form[f"s{item.id}.photo"] = [str(kept.id)]
    posted = observations.save_form(history.session, viewer, id_, form)
    if posted.refused:
        raise RuntimeError(f"marks refused: {dict(posted.refused)}")


def _seen(item: CheckItem, unobserved: Sequence[str], unmet: Mapping[str, str]) -> Mark:
    if item.id in unmet:
        return Mark.UNMET
    return Mark.UNOBSERVED if item.id in unobserved else Mark.MET


def _plan_words(history: History, door: Door, watch: Watch, id_: int) -> None:
    if watch.objects:
        history.at(watch.day, 17.9, partial(_object, history, watch, id_))
    if watch.answer:
        history.at(watch.day + 3, 9.3, partial(_answer, history, watch, id_))
        history.at(watch.day + 4, 8.7, partial(_sign, history, door, watch, id_))
    elif watch.signs and not watch.objects:
        history.at(watch.day + 1, 8.8, partial(_sign, history, door, watch, id_))


def _sign(history: History, door: Door, watch: Watch, id_: int) -> None:
    viewer = history.viewers[watch.number]
    shown = observations.fetch(history.session, viewer, id_).shown_hash
    observations.sign(history.session, viewer, id_, shown, door.password, door.rules)


def _object(history: History, watch: Watch, id_: int) -> None:
    viewer = history.viewers[watch.number]
    shown = observations.fetch(history.session, viewer, id_).shown_hash
    observations.object_(history.session, viewer, id_, shown, watch.objects)


def _answer(history: History, watch: Watch, id_: int) -> None:
    viewer = history.viewers[MANAGER]
    before = observations.fetch(history.session, viewer, id_).first_marks
    marks = before | {item: Mark.MET.value for item in watch.met if item in before}
    decision = Decision.UPHELD if marks == before else Decision.CHANGED
    observations.answer(history.session, viewer, id_, decision, watch.answer, marks)


def picture() -> bytes:
    """Return a plain picture of a hydrant's box with its door open, a JPEG; nobody is on it."""
    image = Image.new("RGB", (960, 720), "#d9d4c7")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 600, 960, 720), fill="#8d8779")
    draw.rectangle((280, 110, 700, 560), fill="#b3261e", outline="#7d1a14", width=10)
    draw.rectangle((315, 145, 665, 525), fill="#efe9dc")
    draw.ellipse((350, 190, 550, 390), outline="#c9b37e", width=34)
    draw.rectangle((590, 200, 640, 470), outline="#a49d8f", width=4)
    draw.polygon(((700, 110), (860, 60), (860, 610), (700, 560)), fill="#c23a31", outline="#7d1a14")
    kept = BytesIO()
    image.save(kept, "JPEG", quality=80)
    return kept.getvalue()
