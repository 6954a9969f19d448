"""The closed vocabulary of audited acts: each kind with the keys its details must have."""

VOCABULARY: dict[str, frozenset[str]] = {
    kind: frozenset(keys.split())
    for kind, keys in {
        "signed_in": "address",
        "sign_in_failed": "address staff_number",
        "signed_out": "",
        "session_revoked": "session_id",
        "password_changed": "",
        "password_reset": "",
        "department_added": "name",
        "person_added": "staff_number position role",
        "person_changed": "changes",
        "people_imported": "added updated",
        "person_deactivated": "reason",
        "person_reactivated": "",
        "person_anonymised": "",
        "slips_printed": "count",
        "edition_published": "number hash",
        "assignment_made": "kind target people",
        "assignment_cancelled": "reason",
        "answers_marked": "attempt_id changed",
        "class_recorded": "topic attendees",
        "class_cancelled": "reason",
        "export_made": "what start end rows",
        "duty_printed": "month",
        "backup_made": "file",
        "restored": "file",
    }.items()
}


def refuse_unknown(kind: str, details: dict[str, object]) -> None:
    """Raise ValueError where an event's kind or its keys are not in the vocabulary."""
    if kind not in VOCABULARY:
        raise ValueError(f"unknown audit event {kind!r}")
    if set(details) != VOCABULARY[kind]:
        raise ValueError(f"audit event {kind!r} takes {sorted(VOCABULARY[kind])}, got {sorted(details)}")
