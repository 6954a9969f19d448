"""Lessons: what staff read, written in Markdown that pulls rules, figures and utterances from the register."""
