"""Quizzes: types of question, grading, drawing, and how authors write them."""
