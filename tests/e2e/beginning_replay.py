"""A replay of the last days' conversations of a project is begun and goes no further: `beginning_replay.py PROJECT`."""

import sys

import django

django.setup()

from omnia.infra.audit import SYSTEM  # noqa: E402  # after setup
from tenants.actions import replay_job  # noqa: E402
from tenants.control.models import Project  # noqa: E402

replay_job.begin(SYSTEM, Project.objects.get(pk=sys.argv[1]))
