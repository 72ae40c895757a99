"""The books of the memory: which cells hold what, who shares them, and what lies in host memory."""
