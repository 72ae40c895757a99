"""How long it takes to find out which tokens may follow, in this process and without a server."""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.documents import SCHEMA
from benchmarks.measure import Measurement, percentile
from pyllama import Constraint, Model, ModelParams
from pyllama.constraint import ConstraintCompiler

N_PASSES: Final = 5

DOCUMENT: Final[dict[str, Any]] = {
    "customer_name": "the old sailor of winter",
    "customer_number": 40577,
    "order_status": "in preparation",
    "delivery_address": "a quiet garden by the river, under the bridge",
    "number_of_parcels": 3,
    "shipping_method": "collection in person",
    "payment_method": "bank transfer",
    "total_in_cents": 125090,
    "contact_person": "the teacher in the green house",
    "priority_level": "normal",
    "delivery_day": 24,
    "additional_remarks": "never before morning, slowly opened, and again with a letter",
}
"""A document of the schema, as a model would write it."""


def measure_masks(model: Path) -> Measurement:
    """Follow a document through its schema, token by token, several times; return how long the masks took."""
    with Model.load(model, params=ModelParams(vocab_only=True)) as loaded:
        compiler = ConstraintCompiler(loaded.vocab)
        began_s = time.perf_counter()
        compiled = compiler.compile(Constraint("json_schema", json.dumps(SCHEMA)))
        compile_ms = 1e3 * (time.perf_counter() - began_s)
        tokens = loaded.vocab.tokenize(json.dumps(DOCUMENT), add_special=False)
        times_us = []
        for _ in range(N_PASSES):
            matcher = compiled.matcher()
            for token in tokens:
                began_s = time.perf_counter()
                matcher.mask()
                times_us.append(1e6 * (time.perf_counter() - began_s))
                matcher.accept(token)
    return {
        "first_compile_ms": compile_ms,
        "mask_median_us": median(times_us),
        "mask_p99_us": percentile(times_us, 0.99),
    }
