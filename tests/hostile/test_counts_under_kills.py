"""The worker is killed again and again under conversations: every one that ended is recorded and counted exactly once."""

import http.client
import os
import signal
from concurrent.futures import ThreadPoolExecutor

from process_tree import eventually
from pymongo import MongoClient

from omnia.mongo import embedded

CONVERSATIONS = 40
KILLS = 3
START = {"template": "date", "locale": "en", "channel": "chat"}


def insist(product, path, body):
    """A call, sent again until it is answered, as a caller does who was cut off."""

    def answered():
        try:
            status, answer = product.call(path, body, product.key())
        except http.client.HTTPException:
            return None
        return (status, answer) if 0 < status < 500 else None

    found = eventually(answered)
    assert found is not None, product.printed
    return found


def converse(product, number):
    """A conversation that ends: by a value, or by hanging up; returns its id."""
    status, opening = insist(product, "/api/v1/sessions", START)
    assert status == 201, opening
    said = {"event": "utterance", "text": "12 May 2027"} if number % 2 else {"event": "hang_up"}
    status, answer = insist(product, f"/api/v1/sessions/{opening['session']}/turns", {"turn": 0, **said})
    assert (status, answer["status"]) == (200, "finished")
    return opening["session"]


def test_worker_killed_under_conversations_loses_and_doubles_no_count(serve):
    product = serve()
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(converse, product, number) for number in range(CONVERSATIONS)]
        for kill in range(1, KILLS + 1):
            assert eventually(lambda kill=kill: sum(each.done() for each in waiting) >= kill * CONVERSATIONS // (KILLS + 1))
            there = eventually(lambda: product.pids().get("worker"))
            os.kill(there, signal.SIGKILL)
            assert eventually(lambda there=there: product.pids().get("worker", there) != there), product.printed
        sessions = {each.result() for each in waiting}
    with MongoClient(embedded.find(embedded.folder_in(product.folder)).uri) as client:
        held = client[next(name for name in client.list_database_names() if "insight" in client[name].list_collection_names())]
        kept = {row["_id"] for row in held["conversations"].find({}, {"_id": 1})}
        days = list(held["insight"].find({"kind": "day"}))
    assert sessions <= kept
    assert sum(row["conversations"] for row in days) == len(kept)
    assert sum(row["data"]["date/date"].get("captured", 0) for row in days) == CONVERSATIONS // 2
