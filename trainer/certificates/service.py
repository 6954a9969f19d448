"""Use cases of certificates, from the files that hold them: make them of the ledger, read, renew."""

from trainer.certificates.folding import finals, refresh
from trainer.certificates.reading import (
    Holding,
    Overview,
    fetch,
    of_department,
    of_person,
    overview,
    testable,
)
from trainer.certificates.renewing import assign, key_of, proposal, title_of

__all__ = [
    "Holding",
    "Overview",
    "assign",
    "fetch",
    "finals",
    "key_of",
    "of_department",
    "of_person",
    "overview",
    "proposal",
    "refresh",
    "testable",
    "title_of",
]
