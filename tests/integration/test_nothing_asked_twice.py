"""What actions ask the databases for: nothing twice, and not once for each of many."""

import pytest
from replies import REPLIES
from test_updates import improve, reword

from omnia.infra.audit import Actor
from tenants import updates
from tenants.access import grant_role
from tenants.actions import channels, releasing
from tenants.actions.updating import decline_update


@pytest.fixture
def reads(cast):
    """Forgets what was read before, and returns what is read from then on."""

    def forget():
        REPLIES.forget()
        return REPLIES.reads

    return forget


@pytest.fixture
def canary(cast):
    actor = Actor("command", "ann", "Ann")
    for _release in range(2):
        releasing.publish(actor, cast.project, allow_missing_texts=True)
    channels.start_canary(actor, cast.project, release=1, weight=5)
    return actor


def test_move_of_a_channel_reads_it_once_and_the_log_twice(cast, canary, reads):
    counted = reads()
    channels.set_canary_weight(canary, cast.project, weight=25)
    assert (counted["channels"], counted["audit"]) == (1, 2)


def test_notes_of_all_offers_are_read_together(cast, reads):
    for key in ("date", "email", "phone"):
        improve(lambda body: reword(body, "And now?"), key)
    counted = reads()
    assert {offer.note for offer in updates.offers(cast.project)} == {"Shorter"}
    assert counted["factory_catalogueversion"] == 1


def test_offer_of_one_copy_is_found_without_the_others(cast, reads):
    improve(lambda body: reword(body, "Which day?"))
    counted = reads()
    decline_update(cast.actor("designer"), cast.project, "template", "date", offered=2)
    assert (counted["flows"], counted["factory_flow"], counted["factory_template"]) == (0, 0, 1)
    assert updates.offer_for(cast.project, "template", "date") is None


def test_rights_of_a_role_are_looked_for_and_given_together(cast, reads):
    counted = reads()
    grant_role(cast.stranger, cast.project, "owner")
    assert (counted["auth_permission"], counted["guardian_userobjectpermission"]) == (1, 2)
