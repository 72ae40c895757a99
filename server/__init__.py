"""The HTTP server: options, routes, request schemas, response formats, and the life of the process."""
