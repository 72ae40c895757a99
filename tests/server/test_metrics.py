from __future__ import annotations

import time
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.server.client import Response, request
from tests.server.serving import Served, embedding, serving


def values(response: Response) -> dict[str, float]:
    assert response.status == 200
    families = text_string_to_metric_families(response.body.decode())
    return {
        sample.name: sample.value for family in families for sample in family.samples if not sample.labels
    }


async def scrape(server: Served) -> dict[str, float]:
    return values(await server.get("/metrics"))


async def test_refused_unless_it_is_turned_on(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        response = await server.get("/metrics")
        assert response.status == 501
        assert response.json["error"]["type"] == "not_supported_error"
        assert "--metrics" in response.json["error"]["message"]
        assert not (await server.get("/props")).json["endpoint_metrics"]


async def test_names_types_and_headers(decoder_path: Path) -> None:
    async with serving(decoder_path, "--metrics") as server:
        response = await server.get("/metrics")
        assert (await server.get("/props")).json["endpoint_metrics"]
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert abs(int(response.headers["process-start-time-unix"]) - time.time()) < 60
    lines = response.body.decode().splitlines()
    for name in (
        "prompt_tokens_total",
        "prompt_tokens_cached_total",
        "prompt_seconds_total",
        "tokens_predicted_total",
        "tokens_predicted_seconds_total",
        "n_decode_total",
        "spec_decode_num_draft_tokens_total",
        "spec_decode_num_accepted_tokens_total",
        "spec_decode_num_drafts_total",
    ):
        assert f"# TYPE llamacpp:{name} counter" in lines
        assert f"llamacpp:{name} 0.0" in lines
    for name in (
        "prompt_tokens_seconds",
        "predicted_tokens_seconds",
        "kv_cache_usage_ratio",
        "kv_cache_tokens",
        "requests_processing",
        "requests_deferred",
        "n_busy_slots_per_decode",
        "n_tokens_max",
    ):
        assert f"# TYPE llamacpp:{name} gauge" in lines
        assert f"llamacpp:{name} 0.0" in lines


async def test_counts_what_was_generated(decoder_path: Path) -> None:
    async with serving(decoder_path, "--metrics", "-c", "256") as server:
        prompt = list(range(10, 30))
        for _ in range(2):
            await server.complete(prompt=prompt, n_predict=8, ignore_eos=True)
        seen = await scrape(server)
        again = await scrape(server)
    assert seen["llamacpp:prompt_tokens_total"] == 20 + 1
    assert seen["llamacpp:prompt_tokens_cached_total"] == 19
    assert seen["llamacpp:tokens_predicted_total"] == 16
    assert seen["llamacpp:n_decode_total"] == 16
    assert seen["llamacpp:n_busy_slots_per_decode"] == 1
    assert seen["llamacpp:n_tokens_max"] == 27
    assert seen["llamacpp:kv_cache_tokens"] == 256 * seen["llamacpp:kv_cache_usage_ratio"] >= 27
    assert seen["llamacpp:prompt_seconds_total"] > 0
    assert seen["llamacpp:predicted_tokens_seconds"] > 0
    assert again["llamacpp:predicted_tokens_seconds"] == 0, "an average of what came since the last scrape"
    assert seen["pyllama:requests_finished_total"] == 2
    assert seen["pyllama:prefix_hit_ratio"] == 19 / 40


async def test_measures_what_readers_see(decoder_path: Path) -> None:
    async with serving(decoder_path, "--metrics") as server:
        started = time.perf_counter()
        await server.complete(prompt=list(range(10, 30)), n_predict=8, ignore_eos=True)
        elapsed = time.perf_counter() - started
        seen = await scrape(server)
    assert seen["pyllama:request_prompt_tokens_sum"] == 20
    assert seen["pyllama:request_generated_tokens_sum"] == 8
    assert seen["pyllama:time_to_first_token_seconds_count"] == 1
    assert seen["pyllama:queue_time_seconds_count"] == 1
    queue, first, whole = (
        seen[f"pyllama:{name}_seconds_sum"]
        for name in ("queue_time", "time_to_first_token", "request_duration")
    )
    assert 0 <= queue < first < whole < elapsed
    assert seen["pyllama:inter_token_latency_seconds_count"] == 7
    assert seen["pyllama:inter_token_latency_seconds_sum"] < whole


async def test_a_generation_that_fails_in_the_queue_has_no_first_token(decoder_path: Path) -> None:
    async with (
        serving(decoder_path, "--metrics", "-np", "1", "-c", "32768") as server,
        await server.begin_stream(),
    ):
        late = await server.post("/completion", {"prompt": "Once", "timeout_ms": 1})
        assert late.status == 408
        seen = await scrape(server)
    assert seen["pyllama:requests_failed_total"] == 1
    assert seen["pyllama:time_to_first_token_seconds_count"] == 1, "that of the stream"
    assert seen["pyllama:request_duration_seconds_count"] == 0


async def test_a_rate_is_that_of_one_stream(decoder_path: Path) -> None:
    async with serving(decoder_path, "--metrics", "-np", "4", "-c", "1024") as server:
        await server.post("/v1/completions", {"prompt": "Once", "n": 4, "max_tokens": 8, "ignore_eos": True})
        seen = await scrape(server)
    assert seen["pyllama:request_generated_tokens_count"] == 4
    n_continued = 4 * (8 - 1)
    assert seen["llamacpp:predicted_tokens_seconds"] == pytest.approx(
        n_continued / seen["llamacpp:tokens_predicted_seconds_total"]
    )


async def test_shows_who_runs_and_who_went_away(decoder_path: Path) -> None:
    async with serving(decoder_path, "--metrics", "-np", "2", "-c", "32768") as server:
        async with await server.begin_stream():
            assert (await scrape(server))["llamacpp:requests_processing"] == 1
        await server.until(lambda statistics: statistics.n_cancelled == 1)
        seen = await scrape(server)
    assert seen["llamacpp:requests_processing"] == 0
    assert seen["pyllama:requests_cancelled_total"] == 1


async def test_counts_responses(decoder_path: Path) -> None:
    async with serving(decoder_path, "--metrics") as server:
        await server.complete(prompt="Once", n_predict=1)
        for prompt in (5, [999_999]):
            await server.post("/completion", {"prompt": prompt})
        await server.post("/slots/7?action=erase", None)
        await request(server.port, "BREW", "/made/up")
        await server.get("/made/up/2")
        response = await server.get("/metrics")
    families = text_string_to_metric_families(response.body.decode())
    (family,) = (family for family in families if family.name == "pyllama:http_requests")
    assert {
        tuple(sample.labels.values()): sample.value
        for sample in family.samples
        if sample.name.endswith("_total")
    } == {
        ("POST", "/completion", "200"): 1,
        ("POST", "/completion", "400"): 2,
        ("POST", "/slots/<id_slot>", "400"): 1,
        ("", "", "404"): 2,
    }


async def test_of_embeddings(encoder_path: Path) -> None:
    async with embedding(encoder_path, "--metrics") as server:
        assert (await server.post("/embedding", {"content": [[5, 6, 7], [8, 9]]})).status == 200
        seen = await scrape(server)
    assert seen["pyllama:inputs_total"] == 2
    assert seen["llamacpp:prompt_tokens_total"] >= 5
