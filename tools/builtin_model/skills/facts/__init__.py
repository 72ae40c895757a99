"""Questions about facts, and the tables that they come from."""
