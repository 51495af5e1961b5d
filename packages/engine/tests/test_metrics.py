"""The process tells what it counts."""

from __future__ import annotations


def test_requests_latencies_coverage_and_memory_are_told(engine):
    engine.http.get("/api/v1/notes/Home.md")
    engine.http.get("/api/v1/notes/Nowhere.md")
    engine.http.get("/api/v1/search", params={"q": "engine"})
    text = engine.http.get("/metrics").text
    assert 'claudeprojects_http_requests_total{method="GET",operation="read_note",status="404"} 1.0' in text
    assert 'claudeprojects_http_request_seconds_bucket{le="+Inf",operation="read_note"} 2.0' in text
    assert 'claudeprojects_search_seconds_count{mode="hybrid"} 1.0' in text
    assert 'claudeprojects_index_files{kind="note"} 4.0' in text
    assert "process_resident_memory_bytes" in text


def test_addresses_of_notes_are_not_told(engine):
    engine.http.get("/api/v1/notes/Private%20thing.md")
    engine.anonymous("GET", "/secret/address?token=x")
    text = engine.http.get("/metrics").text
    assert "Private" not in text
    assert "secret" not in text
