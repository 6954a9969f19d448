"""What rooms, views and the command line may ask of people; the use cases live in files of their own."""

from trainer.people.importing import import_people, survey
from trainer.people.reach import card, cards, cards_of, fetch, find, managed, people
from trainer.people.sessions import (
    OpenSession,
    SignInRules,
    change_password,
    choose_language,
    last_sign_in,
    open_sessions,
    revoke,
    revoke_others,
    sign_in,
    sign_out,
    viewer_of,
)
from trainer.people.slips import MAX_SLIPS, first_passwords, waiting
from trainer.people.staffing import (
    add_department,
    add_person,
    anonymise,
    choose_department,
    deactivate,
    departments,
    reactivate,
    reset_password,
    update_person,
)

__all__ = [
    "MAX_SLIPS",
    "OpenSession",
    "SignInRules",
    "add_department",
    "add_person",
    "anonymise",
    "card",
    "cards",
    "cards_of",
    "change_password",
    "choose_department",
    "choose_language",
    "deactivate",
    "departments",
    "fetch",
    "find",
    "first_passwords",
    "import_people",
    "last_sign_in",
    "managed",
    "open_sessions",
    "people",
    "reactivate",
    "reset_password",
    "revoke",
    "revoke_others",
    "sign_in",
    "sign_out",
    "survey",
    "update_person",
    "viewer_of",
    "waiting",
]
