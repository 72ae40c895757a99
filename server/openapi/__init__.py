"""The description of the HTTP API, made from the routes and the types of what they take and give."""

from server.openapi.document import openapi_document
from server.openapi.operation import GENERATES, Operation, Parameter

__all__ = ["GENERATES", "Operation", "Parameter", "openapi_document"]
