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
        "assignment_extended": "person_id due_at time_factor reason",
        "assignment_released": "person_id reason",
        "rule_written": "kind position target days",
        "rule_switched_on": "starts_on",
        "rule_ended": "reason",
        "rule_made": "rule_id kind target people",
        "message_settled": "key state",
        "answers_marked": "attempt_id changed",
        "question_mended": "question_id act changed",
        "result_overridden": "attempt_id slot",
        "observation_finished": "person_id passed",
        "observation_withdrawn": "reason",
        "observation_signed": "kind_of_word",
        "objection_answered": "decision",
        "observations_linked": "other",
        "reobservation_dismissed": "reason",
        "class_recorded": "topic attendees",
        "class_cancelled": "reason",
        "class_planned": "topic expected",
        "class_plan_changed": "topic expected",
        "class_signed_in": "",
        "class_held": "came absent",
        "class_roll_changed": "added removed reason",
        "class_result_entered": "person_id corrected",
        "class_file_added": "file",
        "month_closed": "month number version hash",
        "month_signed": "month number how hash",
        "month_reopened": "month number reason",
        "appraisal_scheme_changed": "start end version",
        "appraisal_exported": "start end what",
        "appraisal_released": "start end reason",
        "export_made": "what start end rows",
        "record_viewed": "what",
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
