"""Reading, cross-checking and publishing content/ and quizzes/."""
