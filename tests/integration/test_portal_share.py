"""Pages never take all threads of a process that also holds conversations."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from omnia.portal_share import PortalShareMiddleware


@pytest.fixture
def full(settings):
    """Every page that may be made at once is being made."""
    settings.OMNIA_PORTAL_AT_ONCE = 0


@pytest.mark.parametrize(("language", "heading"), [("en", "Many people are at work"), ("it", "In questo momento")])
def test_page_beyond_the_share_is_refused_with_a_sentence_in_the_persons_language(full, databases, language, heading):
    answer = Client(headers={"Accept-Language": language}).get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "1"
    assert heading in answer.content.decode()
    assert "Content-Security-Policy" in answer


def test_styles_are_served_beyond_the_share(full, databases):
    answer = Client().get("/static/css/base.css")
    assert b"".join(answer.streaming_content).strip()
    assert answer.status_code == 200
    answer.close()


def test_page_is_made_again_once_another_is_done(settings):
    settings.OMNIA_PORTAL_AT_ONCE = 1
    inside, go_on = threading.Event(), threading.Event()

    def slow(request):
        if request.path == "/slow":
            inside.set()
            go_on.wait(60)
        return HttpResponse("made")

    share = PortalShareMiddleware(slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(share, RequestFactory().get("/slow"))
        assert inside.wait(60)
        assert share(RequestFactory().get("/")).status_code == 503
        go_on.set()
        assert first.result().status_code == 200
    assert share(RequestFactory().get("/")).status_code == 200


def test_page_that_fails_leaves_its_place_to_the_next(settings):
    settings.OMNIA_PORTAL_AT_ONCE = 1

    def failing(request):
        raise RuntimeError("The page cannot be made.")

    share = PortalShareMiddleware(failing)
    for _time in range(3):
        with pytest.raises(RuntimeError):
            share(RequestFactory().get("/"))
