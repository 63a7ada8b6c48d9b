"""The second factor: asked for at sign-in, added, renewed and taken off on a page of the person's account."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tenants.actions.second_factor import (
    SecondFactorError,
    add_passkey,
    add_second_factor,
    end_sessions,
    remove_passkey,
    remove_second_factor,
    replace_recovery_codes,
)
from tenants.control import passkeys, sign_in
from tenants.control import second_factor as factor
from tenants.control.models import User
from tenants.studio.access import actor_of
from tenants.studio.pictures import qr_address
from tenants.studio.proofs import (
    Refused,
    accept_code,
    accept_passkey,
    accept_proof,
    ask_for_passkey,
    begin_code,
    confirm_password,
    is_proved,
    prove_by_passkey,
    typed_code,
)
from tenants.studio.shown_once import look_at, put_aside, take_out

SEED, CODES, NEW = "second-factor-seed", "recovery-codes", "passkey-new"
SEED_SECONDS = 1800
LONGEST_NAME = 60
"""For how long a picture can be read and its code typed."""

BACKEND = "tenants.control.sign_in.LimitedBackend"


@sensitive_post_parameters()
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step of signing in: a code of the app, or a recovery code."""
    user, wanted = sign_in.waiting_user(request)
    if user is None:
        return redirect("studio:sign-in")
    if request.method != "POST":
        return _code_page(request, user)
    left = None
    try:
        if "passkey" in request.POST:
            accept_passkey(request, user)
        else:
            left = accept_code(request, user)
    except Refused as refused:
        return _refusal(_code_page(request, user, refused), refused)
    request.session.pop(sign_in.WAITING, None)
    login(request, user, backend=BACKEND)
    sign_in.note_second_factor(request)
    if left is not None:
        said = ngettext("You have %(count)d recovery code left.", "You have %(count)d recovery codes left.", left)
        messages.warning(request, said % {"count": left})
    response = redirect(wanted or settings.LOGIN_REDIRECT_URL)
    sign_in.remember_device(request, response, user.email)
    return response


@login_required
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Add a second factor to one's account, make new recovery codes, or take it off."""
    if request.method != "POST":
        return _page(request)
    act = ACTS.get(request.POST.get("act", ""))
    try:
        if act is not None:
            act(request, request.user)  # type: ignore[arg-type]
    except (Refused, SecondFactorError) as error:
        refused = error if isinstance(error, Refused) else Refused(str(error))
        return _refusal(_page(request, [str(refused)], status=refused.status), refused)
    return redirect("studio:second-factor")


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every other session of the account."""
    user: User = request.user  # type: ignore[assignment]
    end_sessions(actor_of(request), user)
    update_session_auth_hash(request, user)
    messages.success(request, _("Everywhere else this account is signed out."))
    return redirect("studio:account")


def _begin(request: HttpRequest, user: User) -> None:
    confirm_password(request, user)
    if factor.has_second_factor(user):
        accept_proof(request, user)
    put_aside(request, SEED, factor.new_seed().hex())


def _cancel(request: HttpRequest, _user: User) -> None:
    take_out(request, SEED)


def _confirm(request: HttpRequest, user: User) -> None:
    seed = look_at(request, SEED, SEED_SECONDS)
    if not seed:
        raise Refused(_("The picture is too old. Begin again."))
    attempt = begin_code(request, user)
    codes = add_second_factor(actor_of(request), user, seed=bytes.fromhex(seed), code=typed_code(request))
    attempt.succeed()
    take_out(request, SEED)
    put_aside(request, CODES, "\n".join(codes))
    update_session_auth_hash(request, user)
    sign_in.note_second_factor(request)
    messages.success(request, _("Your account has a second factor now."))


def _renew(request: HttpRequest, user: User) -> None:
    confirm_password(request, user)
    accept_proof(request, user)
    put_aside(request, CODES, "\n".join(replace_recovery_codes(actor_of(request), user)))
    messages.success(request, _("The recovery codes of before are void."))


def _remove(request: HttpRequest, user: User) -> None:
    confirm_password(request, user)
    accept_proof(request, user)
    remove_second_factor(actor_of(request), user)
    _note_removal(request, user, _("No app makes codes for your account any more."))


def _begin_passkey(request: HttpRequest, user: User) -> None:
    confirm_password(request, user)
    if factor.has_second_factor(user):
        accept_proof(request, user)
    site, name = passkeys.site_of(request), request.POST.get("name", "").strip()[:LONGEST_NAME]
    if site is None:
        raise Refused(_("Under this address browsers allow no passkeys."))
    asked = passkeys.ask_for_new(site, user)
    put_aside(request, NEW, json.dumps([name or _("Passkey"), asked.options, asked.state]))


def _confirm_passkey(request: HttpRequest, user: User) -> None:
    site, asked = passkeys.site_of(request), look_at(request, NEW, SEED_SECONDS)
    take_out(request, NEW)
    if site is None or not asked:
        raise Refused(_("That took too long. Begin again."))
    name, _options, state = json.loads(asked)
    try:
        made = passkeys.made_passkey(site, state, user, request.POST.get("passkey", ""), name)
    except passkeys.PasskeyError as error:
        raise Refused(_("Your browser made no passkey. Begin again.")) from error
    codes = add_passkey(actor_of(request), user, passkey=made)
    if codes:
        put_aside(request, CODES, "\n".join(codes))
    update_session_auth_hash(request, user)
    sign_in.note_second_factor(request)
    messages.success(request, _("The passkey was added."))


def _cancel_passkey(request: HttpRequest, _user: User) -> None:
    take_out(request, NEW)


def _remove_passkey(request: HttpRequest, user: User) -> None:
    confirm_password(request, user)
    accept_proof(request, user)
    remove_passkey(actor_of(request), user, request.POST.get("passkey_id", ""))
    _note_removal(request, user, _("The passkey was taken off."))


def _note_removal(request: HttpRequest, user: User, said: str) -> None:
    update_session_auth_hash(request, user)
    if factor.has_second_factor(user):
        messages.success(request, said)
        return
    sign_in.forget_second_factor(request)
    messages.success(request, _("Your account has no second factor any more."))


ACTS = {
    "begin": _begin, "cancel": _cancel, "confirm": _confirm, "renew": _renew, "remove": _remove, "prove": prove_by_passkey,
    "passkey-begin": _begin_passkey, "passkey-confirm": _confirm_passkey, "passkey-cancel": _cancel_passkey,
    "passkey-remove": _remove_passkey,
}  # fmt: skip


def _refusal(response: HttpResponse, refused: Refused) -> HttpResponse:
    if refused.seconds:
        response["Retry-After"] = str(refused.seconds)
    return response


def _code_page(request: HttpRequest, user: User, refused: Refused | None = None) -> HttpResponse:
    problems, status = ([str(refused)], refused.status) if refused else ([], 200)
    context = {"problems": problems, "asked": ask_for_passkey(request, user), "has_app": factor.has_app(user)}
    return render(request, "studio/sign_in_code.html", context, status=status)


def _page(request: HttpRequest, problems: list[str] | None = None, *, status: int = 200) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    is_there, has_app = factor.has_second_factor(user), factor.has_app(user)
    seed = "" if has_app else look_at(request, SEED, SEED_SECONDS)
    context = {
        "problems": problems or [],
        "is_there": is_there,
        "has_app": has_app,
        "is_required": user.is_staff and settings.OMNIA_STAFF_SECOND_FACTOR == "required",
        "left": factor.recovery_codes_left(user) if is_there else 0,
        "codes": take_out(request, CODES).split() if is_there else [],
        "typed_form": factor.typed_form(bytes.fromhex(seed)) if seed else "",
        "picture": qr_address(factor.address_of(bytes.fromhex(seed), user.email)) if seed else "",
        **_of_passkeys(request, user),
    }
    return render(request, "studio/second_factor.html", context, status=status)


def _of_passkeys(request: HttpRequest, user: User) -> dict[str, Any]:
    held, is_proved_now, new = passkeys.passkeys_of(user), is_proved(request, user), look_at(request, NEW, SEED_SECONDS)
    return {
        "passkeys": held,
        "has_room": len(held) < passkeys.MOST,
        "can_have_passkeys": passkeys.site_of(request) is not None,
        "new_passkey": json.loads(new)[1] if new else "",
        "is_proved": is_proved_now,
        "asked": "" if is_proved_now or new else ask_for_passkey(request, user),
    }
