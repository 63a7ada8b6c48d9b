"""What the counts of finished conversations say: funnels, what each reprompt rescues, what was missed, how a canary stands."""

import contextlib
import csv
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.dialogue.funnel import Counts
from omnia.documents.wording import language_name, text_in
from omnia.infra.spreadsheets import cell
from omnia.workbench.numbers import whole_number
from tenants import selectors
from tenants.actions import channels, learning, watching
from tenants.actions.editing import EditingError, restore_document
from tenants.actions.moving import ReleaseError
from tenants.insight import counts, funnels, windows
from tenants.insight import rule as rules
from tenants.insight.counts import Missed, Selection
from tenants.insight.rule import Rule, RuleError, parse_rule
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame

PERIODS = (1, *windows.PERIODS)
MOST_SHOWN = 40

STEPS = {
    "asked": gettext_lazy("Asked"),
    "early": gettext_lazy("Given before it was asked for"),
    "understood_1": gettext_lazy("Understood at the first attempt"),
    "understood_2": gettext_lazy("Understood at the second attempt"),
    "understood_3": gettext_lazy("Understood at the third attempt"),
    "understood_4": gettext_lazy("Understood later"),
    "read_back": gettext_lazy("Read back"),
    "confirmed": gettext_lazy("Confirmed"),
    "corrected": gettext_lazy("Corrected"),
    "captured": gettext_lazy("Captured"),
    "given_up": gettext_lazy("Given up"),
    "left": gettext_lazy("Left there"),
}
REPROMPTS = {
    "no_match": gettext_lazy("Not understood, reprompt"),
    "no_input": gettext_lazy("Nothing said, reprompt"),
    "invalid": gettext_lazy("A rule was broken, reprompt"),
    "not_confirmed": gettext_lazy("Read back and refused, reprompt"),
}
DIMENSIONS = {
    "release": gettext_lazy("By release"),
    "pointer": gettext_lazy("Live and canary"),
    "locale": gettext_lazy("By language"),
    "channel": gettext_lazy("By voice and chat"),
}
MEASURES = {
    "captured": gettext_lazy("captured everything they asked for"),
    "completed": gettext_lazy("were completed"),
}


@project_page("view_conversations")
def overview(request: ProjectRequest) -> HttpResponse:
    """How the data of all templates are captured, and how the canary stands."""
    chosen = _selection(request)
    counted = counts.read(request.project, chosen)
    titles = _titles(request)
    rows = [
        (key, titles.get(key, key), [funnels.ends(node, held) for node, held in nodes.items()])
        for key, nodes in funnels.by_template(counted.totals).items()
    ]
    context = {**project_frame(request, "insight"), **_filters(request, chosen), "rows": rows, **_canary(request)}
    context["whole"] = _conversations(counted.totals.conversations)
    return render(request, "studio/insight.html", context)


@project_page("view_conversations")
def of_template(request: ProjectRequest, key: str) -> HttpResponse:
    """The funnel of one template, node by node, and what was not understood."""
    chosen = _selection(request)
    counted = counts.read(request.project, chosen)
    nodes = funnels.by_template(counted.totals).get(key, {})
    try:
        body: dict[str, Any] = dict(selectors.draft(request.project, "template", key).body)
    except selectors.Missing as error:
        if not nodes:
            raise Http404(str(error)) from error
        body = {}
    learnt = whole_number(request.GET.get("learnt", ""))
    context = {
        **project_frame(request, "insight"),
        **_filters(request, chosen),
        "key": key,
        "title": text_in(body.get("label", {}), get_language() or "en", key),
        "nodes": [_node(node, held, counted, key) for node, held in nodes.items()],
        "missed": [_missed(each, body) for each in counts.missed(request.project, key, chosen)[:MOST_SHOWN]],
        "can_edit": may(request, "edit_templates") and bool(body),
        "learnt": learnt,
        "before_learnt": learnt - 1,
        "is_red": bool(learnt) and learning.fails_its_last_test(body, request.project.locales),
    }
    return render(request, "studio/insight_template.html", context)


@project_page("view_conversations")
def export(request: ProjectRequest) -> HttpResponse:
    """The numbers of the selection as CSV: one line for each datum, and for each value of each dimension."""
    counted = counts.read(request.project, _selection(request))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="insight-{request.project.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow(["template", "node", "by", "value", *funnels.columns()])
    for template, node, by, value, numbers in funnels.exported(counted):
        writer.writerow([template, node, by, cell(value), *numbers.values()])
    return response


@require_POST
@project_page("view_conversations")
def learn(request: ProjectRequest, key: str) -> HttpResponse:
    """Turn what was not understood into a test or a synonym of the draft, or take the last such back."""
    given = {name: request.POST.get(name, "") for name in ("node", "locale", "words")}
    try:
        if "undo" in request.POST:
            number = whole_number(request.POST.get("undo", ""))
            # Undone is the version that was made here, not what others saved since.
            saved = restore_document(actor_of(request), request.project, "template", key, number, base_version=number + 1)
            messages.success(request, _("The draft is as it was before, as version %(number)s.") % {"number": saved.number})
            return redirect(_back(request, key))
        if request.POST.get("as") == "synonym":
            saved = learning.add_synonym(actor_of(request), request.project, key, option=request.POST.get("option", ""), **given)
        else:
            expected = "" if request.POST.get("as") == "negative" else _meant(request)
            saved = learning.keep_test(actor_of(request), request.project, key, expected=expected, **given)
    except EditingError as error:
        messages.error(request, str(error))
        return redirect(_back(request, key))
    return redirect(_back(request, key, learnt=saved.number))


def _meant(request: ProjectRequest) -> str:
    """The value that a test expects; one that expects nothing is asked for by a button of its own."""
    expected = request.POST.get("expected", "").strip()
    if not expected:
        raise EditingError(_("Write the value that was meant, or choose “Holds no value”."))
    return expected


@require_POST
@project_page("publish")
def set_rule(request: ProjectRequest) -> HttpResponse:
    """Say what counts as worse for the canary that runs; without a rule it does not stop itself."""
    try:
        rule = {} if "without" in request.POST else _rule(request).stored()
        channels.set_canary_rule(actor_of(request), request.project, rule=rule)
    except RuleError:
        messages.error(request, _bounds_of_rules())
    except ReleaseError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The canary stops itself by this rule.") if rule else _("The canary does not stop itself."))
    return redirect("studio:insight", request.project.pk)


def _bounds_of_rules() -> str:
    said = _(
        "This rule cannot be followed, so nothing was changed. Write from 0.1 to %(points)d points, "
        "from %(least)g to %(most)g percent of confidence, and from 1 to %(talks)d conversations."
    )
    bounds = {"points": rules.MAX_POINTS, "least": rules.LEAST_CONFIDENCE, "most": rules.MOST_CONFIDENCE}
    return said % {**bounds, "talks": rules.MAX_AT_LEAST}


def _rule(request: ProjectRequest) -> Rule:
    return parse_rule({name: request.POST.get(name, "").replace(",", ".") for name in Rule.__struct_fields__})


def _back(request: ProjectRequest, key: str, **more: int) -> str:
    address = reverse("studio:insight-template", args=[request.project.pk, key])
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return f"{address}?{query}#missed" if query else f"{address}#missed"


def _selection(request: ProjectRequest) -> Selection:
    """The conversations that the address names; what makes no sense in it is left out."""
    asked = request.GET
    days, release = whole_number(asked.get("days", "")), whole_number(asked.get("release", ""))
    words = {name: asked.get(name, "")[:40] for name in ("locale", "channel", "pointer")}
    return Selection(days if days in PERIODS else 90, release if 0 < release < 2**31 else None, **words)


def _filters(request: ProjectRequest, chosen: Selection) -> dict[str, Any]:
    """What the form of the selection offers: the values that were counted in the period."""
    held = counts.values(request.project, chosen.days)
    locales = [(name, language_name(name)) for name in held["locale"]]
    return {
        "chosen": chosen,
        "periods": PERIODS,
        "choices": {
            "release": [(str(number), str(number)) for number in reversed(held["release"])],
            "pointer": [(name, _in_words(name)) for name in held["pointer"]],
            "locale": locales,
            "channel": [(name, _in_words(name)) for name in held["channel"]],
        },
        "query": request.GET.urlencode(),
        "anything_counted": bool(held["release"]),
    }


def _in_words(value: Any) -> str:
    return {"voice": _("Voice"), "chat": _("Chat"), "live": _("Live"), "canary": _("Canary")}.get(value, str(value))


def _conversations(held: Counts) -> dict[str, Any]:
    total, asking = held.get("conversations", 0), held.get("asking", 0)
    whole, completed = held.get("whole", 0), held.get("outcome_completed", 0)
    return {
        "conversations": total,
        "captured": funnels.percent(whole, asking),
        "completed": funnels.percent(completed, total),
    }


def _node(node: str, held: Counts, counted: counts.Counted, key: str) -> dict[str, Any]:
    """One datum of the page: its funnel, its reprompts, and how it ends by each dimension."""
    dimensions = [
        (
            label,
            [
                funnels.ends(_name_of(name, value), totals.data[key, node])
                for value, totals in values
                if (key, node) in totals.data
            ],
        )
        for name, label in DIMENSIONS.items()
        for values in [sorted(counted.by[name].items(), key=lambda item: str(item[0]))]
    ]
    return {
        "name": node,
        "ends": funnels.ends(node, held),
        "steps": funnels.steps(held, {name: str(label) for name, label in STEPS.items()}),
        "reprompts": funnels.reprompts(held, {name: str(label) for name, label in REPROMPTS.items()}),
        "dimensions": dimensions,
    }


def _name_of(dimension: str, value: Any) -> str:
    if dimension == "release":
        return _("Release %(number)s") % {"number": value}
    return language_name(value) if dimension == "locale" else _in_words(value)


def _missed(each: Missed, body: dict[str, Any]) -> dict[str, Any]:
    """What was not understood, with what it can be turned into."""
    language = get_language() or "en"
    node = learning.node_at(body, each.node) if body else None
    options = learning.options(node) if node is not None else []
    shown = [(option["value"], text_in(option.get("label", {}), language, option["value"])) for option in options]
    is_kept = any(test.get("locale") == each.locale and test.get("utterance") == each.text for test in body.get("tests", ()))
    return {"said": each, "options": shown, "is_asked": node is not None, "is_kept": is_kept}


def _titles(request: ProjectRequest) -> dict[str, str]:
    language = get_language() or "en"
    return {row.key: text_in(row.label, language, row.key) for row in selectors.drafts(request.project, "template")}


def _canary(request: ProjectRequest) -> dict[str, Any]:
    """How the canary stands that runs, and which stopped themselves."""
    running = channels.running_canary(request.project)
    verdict = watching.verdict_on(request.project, running) if running is not None else None
    shown = None
    if verdict is not None:
        sides = ((_("Canary"), verdict.canary), (_("Live"), verdict.baseline))
        shown = {
            "bars": [funnels.bar(label, arm.conversations, {"captured": arm.well}) for label, arm in sides],
            "drop": 100 * verdict.finding.drop,
            "confidence": 100 * verdict.finding.confidence,
            "is_early": verdict.is_early,
        }
    rule = Rule()
    if running is not None and running.rule:
        with contextlib.suppress(RuleError):
            rule = parse_rule(running.rule)
    return {
        "running": running,
        "verdict": shown,
        "rule": rule,
        "measures": MEASURES.items(),
        "stopped": watching.stopped_canaries(request.project),
        "can_publish": may(request, "publish"),
    }
