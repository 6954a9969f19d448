"""The real phrasebook, read once a session: of the content only the register and phrases.yaml are needed."""

import pytest

from trainer.config import ROOT
from trainer.phrases import loader
from trainer.phrases.model import Phrasebook
from trainer.phrases.service import Reader
from trainer.standard import loader as register


@pytest.fixture(scope="session")
def phrasebook() -> Phrasebook:
    """The phrasebook of the content folder, with the register's own utterances."""
    standard, _site, faults = register.load(ROOT / "content")
    assert standard, faults
    book, faults = loader.load(ROOT / "content", {clause.id: clause for clause in standard.clauses})
    assert not faults, faults
    return book


@pytest.fixture(scope="session")
def reader(phrasebook: Phrasebook) -> Reader:
    """The phrasebook compiled."""
    return Reader(phrasebook)
