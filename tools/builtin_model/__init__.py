"""The model that comes with the project: its corpus, its training, its file, its evaluation."""
