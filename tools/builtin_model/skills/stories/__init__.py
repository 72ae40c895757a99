"""Stories: their plots, how a plot becomes sentences, and when a story is right."""
