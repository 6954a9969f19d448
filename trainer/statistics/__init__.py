"""Item analysis: what answers say of the questions, quiz by quiz, and how results move from month to month."""
