"""Clients that were closed are let go of by every thread that had one, as when a test or a command closes what it opened."""

from concurrent.futures import ThreadPoolExecutor

from omnia.mongo import clusters


def test_thread_that_worked_before_the_clients_were_closed_works_on_with_new_ones(cast):
    from tenants.control.models import Project

    with ThreadPoolExecutor(1) as thread:
        before = thread.submit(Project.objects.count).result()
        clusters.close_all()
        assert thread.submit(Project.objects.count).result() == before == Project.objects.count()
