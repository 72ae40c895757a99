"""The endpoints, one module for each group; each has one function that makes a blueprint."""
