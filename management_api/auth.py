"""Who manages: an API key with the scope `manage`, the project that it names, and the actor that the audit log knows it by."""

from typing import Any

import msgspec
from django.http import HttpRequest

from omnia.infra.audit import Actor
from omnia.infra.problems import Problem
from runtime_api.auth import Bearer, Caller, Refused, authenticate
from tenants.access import MANAGE_SCOPE, managing_key
from tenants.control.models import Project, ProjectStatus
from tenants.placement import BeingMovedError, settle


class Manager(msgspec.Struct, frozen=True):
    """Who a request comes from, and what it is about."""

    project: Project
    actor: Actor


class ManageKey(Bearer):
    """Lets a call through if its API key may manage the project that it names; `request.auth` is then the `Manager`."""

    def __init__(self) -> None:
        super().__init__(MANAGE_SCOPE)

    def __call__(self, request: HttpRequest) -> Any:
        """The manager; raises `Problem`."""
        return _manager(authenticate(request, self.scope))

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002  # ninja's signature
        """The manager; the token is read from the request."""
        return self(request)


def _manager(caller: Caller) -> Manager:
    """The manager behind a caller; a key whose project is gone, or that was just revoked, answers like an unknown one."""
    project = Project.objects.filter(pk=caller.project.id).first()
    if project is not None:
        settle(project)
        if project.cluster != caller.project.cluster:
            # It moved between the two looks: the next one finds it.
            raise BeingMovedError
    row = managing_key(project, caller.key_id) if project is not None else None
    if project is None or row is None:
        raise Refused("unknown")
    if project.status != ProjectStatus.ACTIVE:
        raise Problem("conflict", "The project is not set up yet. Its owner sees in the studio what is missing.")
    return Manager(project, Actor("api_key", caller.key_id, f"{row['name']} (API key …{row['last_four']})"))


def manager_of(request: HttpRequest) -> Manager:
    """Who a request comes from, whose key was let through."""
    manager: Manager = request.auth  # type: ignore[attr-defined]  # set by ninja
    return manager
