"""Schemathesis over the whole API: whatever is sent, no operation answers with a fault of its own (5xx)."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
import schemathesis
from claudeprojects.engine.app import create_api
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

SCHEMA = schemathesis.openapi.from_dict(create_api().openapi())


@SCHEMA.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_makes_the_engine_fail(case, engine, session):
    case.call_and_validate(
        base_url=engine.address,
        session=session,
        headers={"Authorization": f"Bearer {engine.token}"},
        checks=[not_a_server_error, response_schema_conformance, content_type_conformance],
    )


@pytest.fixture(scope="module")
def session():
    """Connections that are kept, and no look for proxies and passwords of this machine at every request."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture(scope="module", autouse=True)
def _nothing_leaves_the_vault(engine):
    yield
    siblings = {path.name for path in Path(engine.root).parent.iterdir()}
    assert engine.root.name in siblings
