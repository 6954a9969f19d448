"""Lessons: Markdown that staff read, its rules, figures and utterances pulled from the register."""
