"""Networks from outside the house: the history of a git repository, mail, questions and answers, minutes."""
