"""Item analysis: what answers say of the questions, quiz by quiz, and how results move by month."""
