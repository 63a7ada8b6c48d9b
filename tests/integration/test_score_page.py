"""The page that tells how well a template is understood names what fails in words, and leads to where it is mended."""

import json
import re
from html import unescape

from django.test import Client

from tenants import selectors
from tenants.actions import editing


def test_failing_test_is_told_by_what_was_said_expected_and_understood(cast):
    draft = selectors.draft(cast.project, "template", "date")
    body = json.loads(json.dumps(draft.body))
    body["tests"] = [{"id": "en.one", "locale": "en", "utterance": "25/05/2026", "expect": {"date": {"year": 2027}}}]
    editing.save_document(cast.actor("designer"), cast.project, "template", "date", body, base_version=draft.version)
    client = Client()
    client.force_login(cast.viewer)
    in_words = {"en": ("A test of its own", "expected:", "understood:"), "it": ("Un suo test", "atteso:", "capito:")}
    for language, said in in_words.items():
        client.cookies["django_language"] = language
        html = unescape(client.get(f"/p/{cast.project.pk}/templates/date/score").content.decode())
        for told in (*said, "“25/05/2026”", "year: 2027", "year: 2026"):
            assert told in html
        assert "en.one" not in re.sub(r'href="[^"]*"', "", html)
    places = re.findall(r'href="([^"]*\?section=[^"]*)"', html.partition("failures-title")[2])[:2]
    assert [client.get(place).status_code for place in places] == [200, 200]
    assert [place.partition("?")[2] for place in places] == ["section=date%3Arecognition", "section=own-test%3Aen.one"]
