"""What a project uses: each answer, turn and conversation counted once, whoever repeats, and whoever is killed."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from published import Client
from talks import post_turn, start, talk

from omnia.infra import background, tallies
from omnia.infra.redis import PAUSE
from omnia.mongo.clusters import database
from runtime_api.conversations import mongo_store
from runtime_api.conversations.sessions import utc_now
from runtime_api.metering import folding
from runtime_api.metering.meters import METERS, folder
from tenants.project import usage

HERE = Path(__file__).parent
KILLED = -9
NOTHING = {"conversations": 0, "turns": 0, "reads": 0, "egress": 0, "storage": 0}

pytestmark = pytest.mark.usefixtures("own_folder")


def used(project):
    """What the project used this month, once everybody's counts are stored."""
    folding.fold()
    return usage.total(usage.month(project.ref, utc_now().date()))


def counted(project):
    return {kind: number for kind, number in used(project).items() if kind in ("conversations", "turns")}


def act_apart(what, project, mongodb, redis_url, *, killed):
    """Have a process of its own call for the project."""
    told = {"what": what, "mongodb": mongodb, "redis": redis_url, "key": project.key, "folder": str(folder())}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "omnia.settings.test_runtime"}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, (HERE.parents[1], HERE)))
    command = [sys.executable, str(HERE / "dying_meter.py"), json.dumps(told)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == (KILLED if killed else 0), done.stderr
    return json.loads(done.stdout)


class TestReads:
    def test_each_read_that_is_answered_counts_once_with_the_bytes_that_were_sent(self, published_project):
        answers = [published_project.client.get("/api/v1/templates/date") for _each in range(3)]
        answers.append(published_project.client.get("/api/v1/templates"))
        sent = sum(len(answer.content) for answer in answers)
        assert used(published_project) == NOTHING | {"reads": 4, "egress": sent}

    def test_read_of_what_is_held_already_counts_as_a_read_without_bytes(self, published_project):
        tag = published_project.client.get("/api/v1/release").headers["ETag"]
        before = used(published_project)
        assert published_project.client.get("/api/v1/release", if_none_match=tag).status == 304
        assert published_project.client.get("/api/v1/templates", if_none_match="*").status == 304
        assert used(published_project) == before | {"reads": before["reads"] + 2}

    def test_read_in_front_of_django_counts_as_one_that_django_answers(self, published_project, settings):
        at_once = [published_project.client.get("/api/v1/flows/booking") for _each in range(2)]
        in_front = used(published_project)
        # A parameter that only Django reads.
        published_project.client.get("/api/v1/flows/booking?nobody=reads")
        published_project.client.get("/api/v1/flows/booking?nobody=reads")
        assert used(published_project) == {kind: 2 * number for kind, number in in_front.items()}
        assert in_front["egress"] == 2 * len(at_once[0].content)

    def test_read_that_is_refused_counts_nothing(self, published_project):
        key = published_project.issue("converse")
        assert Client(key).get("/api/v1/release").status == 403
        assert Client(key + "x").get("/api/v1/release").status == 401
        assert published_project.client.get("/api/v1/templates/nothing").status == 404
        assert used(published_project) == NOTHING

    def test_counts_of_one_project_are_none_of_anothers(self, make_published_project):
        one, other = make_published_project(), make_published_project()
        one.client.get("/api/v1/release")
        assert (used(one)["reads"], used(other)["reads"]) == (1, 0)

    def test_reads_of_several_days_stand_under_their_days(self, published_project, redis, clock):
        published_project.client.get("/api/v1/release")
        today = utc_now().date()
        clock.move(86_400)
        # Each half minute: what is read from then on counts for the new day.
        folding.fold()
        background.reset_process()
        published_project.client.get("/api/v1/release")
        published_project.client.get("/api/v1/release")
        folding.fold()
        found = usage.days(published_project.ref, today, today + timedelta(days=1))
        assert [each.counted["reads"] for each in found] == [1, 2]

    def test_file_of_a_day_that_is_over_goes_once_it_is_stored(self, published_project, redis, clock):
        published_project.client.get("/api/v1/release")
        clock.move(2 * 86_400)
        assert used(published_project) is not None
        assert [tallies.name_of(path) for path in tallies.files(folder())] == [utc_now().date().isoformat()]


@pytest.mark.usefixtures("each_store", "recorder_thread_never_runs")
class TestConversations:
    def test_conversation_counts_with_its_first_turn_and_each_turn_once(self, published_project):
        talk(published_project.client, start(published_project.client), "so so", "12 May 2027", "yes")
        assert counted(published_project) == {"conversations": 1, "turns": 3}

    def test_turn_sent_again_counts_once_and_its_answer_is_sent_twice(self, published_project):
        session = start(published_project.client)["session"]
        before = used(published_project)["egress"]
        answers = [post_turn(published_project.client, session, 0, "12 May 2027") for _each in range(3)]
        assert len({answer.content for answer in answers}) == 1
        assert counted(published_project) == {"conversations": 1, "turns": 1}
        assert used(published_project)["egress"] == before + 3 * len(answers[0].content)

    def test_turn_that_is_not_the_next_one_counts_nothing(self, published_project):
        session = start(published_project.client)["session"]
        assert post_turn(published_project.client, session, 5, "12 May 2027").status == 409
        assert counted(published_project) == {"conversations": 0, "turns": 0}

    def test_start_that_nobody_goes_on_with_counts_nothing(self, published_project):
        start(published_project.client)
        assert counted(published_project) == {"conversations": 0, "turns": 0}

    def test_conversation_that_is_ended_unanswered_counts_once_and_has_no_turn(self, published_project):
        session = start(published_project.client)["session"]
        assert published_project.client.delete(f"/api/v1/sessions/{session}").status == 204
        assert published_project.client.delete(f"/api/v1/sessions/{session}").status == 410
        assert counted(published_project) == {"conversations": 1, "turns": 0}

    def test_conversation_that_is_forgotten_right_after_its_turns_is_counted(self, published_project):
        opening = start(published_project.client)
        talk(published_project.client, opening, "12 May 2027")
        assert published_project.client.delete(f"/api/v1/sessions/{opening['session']}").status == 204
        assert counted(published_project) == {"conversations": 1, "turns": 1}

    def test_storing_again_and_again_changes_nothing(self, published_project):
        talk(published_project.client, start(published_project.client), "12 May 2027")
        first = used(published_project)
        background.reset_process()
        assert used(published_project) == used(published_project) == first


class TestKilled:
    @pytest.mark.parametrize("when", ["counted", "stored", "answered"])
    def test_what_a_killed_process_counted_is_stored_by_the_next_once(self, published_project, migrated, redis, redis_url, when):
        told = act_apart(when, published_project, migrated, redis_url, killed=True)
        stored = sum(each.counted["reads"] for each in usage.month(published_project.ref, utc_now().date()))
        assert stored == (0 if when == "counted" else told["reads"])
        assert used(published_project) == NOTHING | told
        assert used(published_project) == NOTHING | told

    def test_process_killed_between_a_turn_and_its_answer_has_counted_it_once(
        self, published_project, migrated, redis, redis_url
    ):
        told = act_apart("turn", published_project, migrated, redis_url, killed=True)
        assert counted(published_project) == {"conversations": 1, "turns": 1}
        # The client never heard, and sends it again.
        assert post_turn(published_project.client, told["session"], 0, "12 May 2027").status == 200
        assert counted(published_project) == {"conversations": 1, "turns": 1}

    def test_process_killed_over_a_turn_in_the_projects_database_has_counted_it_once(self, published_project, migrated):
        told = act_apart("turn", published_project, migrated, "", killed=True)
        assert counted(published_project) == {"conversations": 1, "turns": 1}
        assert post_turn(published_project.client, told["session"], 0, "12 May 2027").status == 200
        assert counted(published_project) == {"conversations": 1, "turns": 1}

    def test_process_that_begins_counts_on_where_a_dead_one_stopped(self, published_project, migrated, redis, redis_url):
        first = act_apart("counted", published_project, migrated, redis_url, killed=True)
        files = tallies.files(folder())
        second = act_apart("counted", published_project, migrated, redis_url, killed=True)
        assert tallies.files(folder()) == files
        assert used(published_project) == NOTHING | {kind: first[kind] + second[kind] for kind in first}

    def test_two_processes_at_once_add_up(self, published_project, migrated, redis, redis_url):
        for _each in range(4):
            published_project.client.get("/api/v1/release")
        here = used(published_project)
        there = act_apart("answered", published_project, migrated, redis_url, killed=True)
        assert len(tallies.files(folder())) == 2
        assert used(published_project) == {kind: here[kind] + there.get(kind, 0) for kind in here}


class TestAway:
    def test_counts_wait_while_the_database_is_away(self, published_project, monkeypatch):
        published_project.client.get("/api/v1/release")
        with monkeypatch.context() as patch:
            patch.setattr(folding.archive, "place_of", lambda _project: None)
            folding.fold()
        assert database(published_project.ref)["usage"].count_documents({}) == 0
        assert used(published_project)["reads"] == 1

    @pytest.mark.usefixtures("recorder_thread_never_runs")
    def test_turns_wait_in_redis_while_it_is_away_and_reads_are_stored(self, published_project, redis, settings):
        talk(published_project.client, start(published_project.client), "12 May 2027")
        published_project.client.get("/api/v1/release")
        here = settings.OMNIA_REDIS_URL
        settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
        assert (counted(published_project), used(published_project)["reads"]) == ({"conversations": 0, "turns": 0}, 1)
        settings.OMNIA_REDIS_URL = here
        PAUSE.end()
        assert counted(published_project) == {"conversations": 1, "turns": 1}

    @pytest.mark.usefixtures("recorder_thread_never_runs")
    def test_conversation_that_falls_back_to_the_database_is_counted_there(self, published_project, redis, settings):
        here, settings.OMNIA_SESSION_FALLBACK = settings.OMNIA_REDIS_URL, "database"
        settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
        talk(published_project.client, start(published_project.client), "12 May 2027")
        settings.OMNIA_REDIS_URL = here
        PAUSE.end()
        assert counted(published_project) == {"conversations": 1, "turns": 1}

    def test_erased_project_is_not_made_anew_by_its_counts(self, published_project):
        published_project.client.get("/api/v1/release")
        database(published_project.ref).client.drop_database(published_project.ref.database_name)
        folding.fold()
        assert database(published_project.ref).list_collection_names() == []

    def test_where_no_folder_can_be_used_counts_are_kept_in_memory_and_stored(self, published_project, settings, tmp_path):
        (tmp_path / "file").write_text("")
        settings.OMNIA_USAGE_FOLDER = str(tmp_path / "file" / "usage")
        METERS.forget()
        background.reset_process()
        published_project.client.get("/api/v1/release")
        assert used(published_project)["reads"] == 1


@pytest.mark.usefixtures("recorder_thread_never_runs")
def test_counts_that_two_take_off_the_same_conversations_at_once_are_counted_once(published_project, settings, monkeypatch):
    settings.OMNIA_REDIS_URL = ""
    talk(published_project.client, start(published_project.client), "12 May 2027")
    rows = list(database(published_project.ref)["sessions"].find({"owed": {"$ne": None}}))
    assert counted(published_project) == {"conversations": 1, "turns": 1}
    # Another process read them before they were taken off.
    assert not mongo_store._settled(published_project.ref, database(published_project.ref)["sessions"], rows)
    assert counted(published_project) == {"conversations": 1, "turns": 1}
