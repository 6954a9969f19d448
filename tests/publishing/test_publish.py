"""Publishing makes editions, says what changed, and refuses to pull content from under open assignments."""

import shutil

import pytest

from trainer import config
from trainer.editions import service as editions
from trainer.errors import Conflict, Invalid
from trainer.publishing.service import ContentRefused, publish


@pytest.fixture
def sources(tmp_path):
    """A copy of content/ and quizzes/ that a test may spoil."""
    for name in ("content", "quizzes"):
        shutil.copytree(config.ROOT / name, tmp_path / name)
    return tmp_path


def edit(path, old, new):
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")


def run(session, sources, **wanted):
    return publish(session, sources / "content", sources / "quizzes", **wanted)


def test_unchanged_content_changes_nothing(session, sources):
    before = editions.current(session)
    done = run(session, sources)
    assert not done.new
    assert done.edition.number == before.number
    assert len(editions.published(session)) == 1


def test_a_changed_lesson_is_a_new_edition_and_the_old_one_stays(session, sources):
    before = editions.current(session)
    old = before.item("lesson", "sitting")
    edit(sources / "content/2/sitting.md", "minutes: ", "minutes: 1")
    done = run(session, sources)
    assert done.new
    assert done.edition.number == before.number + 1
    assert editions.current(session).hash == done.edition.hash
    assert editions.get(session, before.number).item("lesson", "sitting") == old


def test_publishing_back_the_old_content_points_to_the_old_edition(session, sources):
    before = editions.current(session)
    edit(sources / "content/2/sitting.md", "minutes: ", "minutes: 1")
    run(session, sources)
    edit(sources / "content/2/sitting.md", "minutes: 1", "minutes: ")
    done = run(session, sources)
    assert (done.new, done.edition.number) == (False, before.number)


def test_a_changed_clause_must_be_called_editorial_or_of_substance(session, sources):
    edit(sources / "content/standard.yaml", "距离三米时先开口问候", "距离三米时先开口问好")
    with pytest.raises(Invalid) as refused:
        run(session, sources)
    assert refused.value.details["clauses"] == ["4.1"]
    done = run(session, sources, substance=["4.1"])
    assert done.edition.changes == {"editorial": [], "substance": ["4.1"]}


def test_a_quiz_with_an_open_assignment_is_not_removed(session, sources):
    (sources / "quizzes/own-words.yaml").unlink()
    path = sources / "content/paths.yaml"
    path.write_text(
        "\n".join(
            line for line in path.read_text(encoding="utf8").split("\n") if "quiz: own-words" not in line
        ),
        encoding="utf8",
    )
    with pytest.raises(Conflict, match="own-words"):
        run(session, sources, in_use=lambda: {"own-words": "用自己的话答"})
    assert run(session, sources).new


def test_faults_of_all_files_come_out_at_once_and_nothing_is_published(session, sources):
    edit(sources / "content/2/sitting.md", '"2.2"', '"2.99"')
    edit(sources / "quizzes/posture.yaml", "pass_mark:", "pass_marc:")
    edit(sources / "content/site.yaml", "time_zone:", "zone:")
    with pytest.raises(ContentRefused) as refused:
        run(session, sources)
    files = {fault.file for fault in refused.value.details["faults"]}
    assert {"content/2/sitting.md", "quizzes/posture.yaml", "content/site.yaml"} <= files
    assert len(editions.published(session)) == 1
