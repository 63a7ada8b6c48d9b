"""What is counted: every request, with labels that are bounded and tell nothing of a tenant."""

import re

from prometheus_client.parser import text_string_to_metric_families


def samples(anyone):
    answer = anyone.get("/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    text = answer.content.decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.startswith("omnia_")
    }


def counted(found, name, **labels):
    return sum(value for (key, held), value in found.items() if key == name and labels.items() <= dict(held).items())


def test_requests_are_counted_by_route_and_status(api, anyone):
    before = samples(anyone)
    api.get("/api/v1/templates/date")
    api.get("/api/v1/templates/missing")
    api.get("/api/v1/nowhere")
    anyone.get("/api/v1/release")
    after = samples(anyone)

    def grown(name, **labels):
        return counted(after, name, **labels) - counted(before, name, **labels)

    assert grown("omnia_requests_total", route="api/v1/templates/<key>", status="200") == 1
    assert grown("omnia_requests_total", route="api/v1/templates/<key>", status="404") == 1
    assert grown("omnia_requests_total", route="unmatched", status="404") == 1
    assert grown("omnia_auth_refused_total", reason="missing") == 1
    # One was answered in front of Django, one by it.
    assert grown("omnia_request_seconds_count", route="api/v1/templates/<key>") == 2
    assert grown("omnia_request_seconds_sum", route="api/v1/templates/<key>") > 0
    assert counted(after, "omnia_requests_in_flight") == 0


def test_labels_hold_nothing_of_a_tenant_and_are_bounded(make_published_project, anyone):
    projects = [make_published_project() for _project in range(3)]
    for project in projects:
        for address in ("release", "templates", "templates/date", f"templates/{project.ref.id}", project.ref.id):
            project.client.get(f"/api/v1/{address}")
            project.client.request("BREW" + project.ref.id, f"/api/v1/{address}")
    text = anyone.get("/metrics").content.decode()
    for project in projects:
        assert project.ref.id not in text
        assert project.key[-40:] not in text
    assert "date" not in re.findall(r'="([^"]*)"', text)


def test_cache_counts_hits_and_misses(api, anyone):
    api.get("/api/v1/templates/date")
    before = samples(anyone)
    api.get("/api/v1/templates/date")
    after = samples(anyone)
    assert counted(after, "omnia_cache_hits_total") > counted(before, "omnia_cache_hits_total")
    assert counted(after, "omnia_cache_misses_total") == counted(before, "omnia_cache_misses_total")
    assert counted(after, "omnia_cache_bytes", cache="bytes") > 0
