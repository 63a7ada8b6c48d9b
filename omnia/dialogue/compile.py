"""From documents to what the engine runs: texts of one locale, patterns and expressions compiled, step fall-backs resolved.

A compiled form depends on the documents and the locale alone, so it may be kept under their content hashes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from omnia.dialogue import template as documents
from omnia.dialogue.expressions import Expression, ExpressionError
from omnia.dialogue.extraction.registry import KINDS
from omnia.dialogue.locale_names import locale_name
from omnia.dialogue.patterns import PatternError, compile_pattern
from omnia.dialogue.references import acquired_templates
from omnia.dialogue.template import DocumentError, Escalation, Node, parse_flow, parse_template
from omnia.dialogue.texts import Text, parse_text, text_for

GROUP = "group"
"""Kind of a node that only holds other data together: its parts are asked one by one, each as a datum of its own."""

FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "start": (),
    "no_match": ("start",),
    "no_input": ("start",),
    "irrelevant_match": ("no_match", "start"),
    "not_confirmed": ("no_match", "start"),
    "invalid": ("start",),
    "help": ("no_match", "start"),
}
"""Step to the steps that stand in for it, in order. No confirmation step: no confirmation. No success step: silence."""


class CompileError(ValueError):
    """Documents that cannot be run; the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class Act:
    """One action, with its text in the program's locale."""

    source: documents.Action | documents.Row
    text: Text | None = None
    expression: Expression | None = None
    mapping: Mapping[str, Expression] = field(default_factory=dict)
    fields: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Level:
    """One rung of a ladder."""

    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of a step, under the name of the step that they were written for."""

    step: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint, ready to be checked."""

    source: documents.Constraint
    expression: Expression | None = None
    pattern: Any = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a composite datum."""

    key: str
    path: str
    kind: str
    required: bool
    engines: tuple[Any, ...]
    rules: tuple[Rule, ...]
    ladders: Mapping[str, Ladder]
    source: Node


@dataclass(frozen=True, slots=True)
class Unit:
    """One datum that is asked for: a main node, or a member of a group."""

    path: str
    kind: str
    parts: tuple[Part, ...]
    engines: tuple[Any, ...]
    rules: tuple[Rule, ...]
    ladders: Mapping[str, Ladder]
    condition: Expression | None
    confirm_when: Expression | None
    source: Node
    format: str
    labels: Mapping[str, str]
    """The options of a closed list by their key, as they are called in the program's locale."""

    def named(self, value: Any) -> Any:
        """A value with the names of its options in the place of their keys."""
        if isinstance(value, list):
            return [self.named(item) for item in value]
        return self.labels.get(value, value) if isinstance(value, str) else value

    @property
    def confirms(self) -> bool:
        """Whether the value may be read back at all."""
        return self.source.confirm.policy != "never" and "confirmation" in self.ladders

    @property
    def asks_back(self) -> bool:
        """Whether the person is asked what was meant, where words have several readings."""
        ambiguity = self.source.contract.ambiguity if self.source.contract else None
        return ambiguity is not None and ambiguity.policy == "ask"

    @property
    def is_private(self) -> bool:
        """Whether the value, or a part of it, is to be hidden from transcripts."""
        return self.source.privacy == "redact" or any(part.source.privacy == "redact" for part in self.parts)

    def part(self, path: str) -> Part | None:
        """The part at a dotted path, if it is one of this unit's."""
        return next((part for part in self.parts if part.path == path), None)


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """A template for one locale."""

    key: str
    locale: str
    units: tuple[Unit, ...]
    introduction: Level | None
    success: Level | None
    by_path: Mapping[str, Unit] = field(init=False)
    """Its units by their paths, and by those of their parts."""

    def __post_init__(self) -> None:
        of_parts = {part.path: unit for unit in self.units for part in unit.parts}
        object.__setattr__(self, "by_path", of_parts | {unit.path: unit for unit in self.units})

    def unit(self, path: str) -> Unit:
        """The unit that a dotted path belongs to."""
        found = self.by_path.get(path)
        return found or next(unit for unit in self.units if path == unit.path or path.startswith(unit.path + "."))


@dataclass(frozen=True, slots=True)
class Exit:
    """An edge of a flow node."""

    to: str
    when: Expression | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A node of a flow."""

    key: str
    rows: tuple[Act, ...]
    exits: tuple[Exit, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """What a session runs: a flow, or a template alone as a flow of one row."""

    key: str
    is_flow: bool
    locale: str
    start: str
    stops: Mapping[str, Stop]
    templates: Mapping[str, CompiledTemplate]
    max_visits: int
    acquires: Mapping[str, str]
    """Name of a datum to the template that acquires it, in the order of the rows."""
    has_private: bool = field(init=False)
    """Whether any datum is to be hidden from transcripts."""
    _units: Mapping[tuple[str, str], Unit] = field(init=False)

    def __post_init__(self) -> None:
        hidden = any(unit.is_private for template in self.templates.values() for unit in template.units)
        object.__setattr__(self, "has_private", hidden)
        units = {(name, path): unit for name, key in self.acquires.items() for path, unit in self.templates[key].by_path.items()}
        object.__setattr__(self, "_units", units)

    def unit(self, name: str, path: str) -> Unit:
        """The unit that a dotted path belongs to, in the template behind an acquire row's name."""
        return self._units.get((name, path)) or self.templates[self.acquires[name]].unit(path)


class _Compiler:
    """Carries the locale through one compilation."""

    def __init__(self, locale: str, default_locale: str) -> None:
        self.locale, self.default_locale = locale, default_locale

    def text(self, texts: Mapping[str, str]) -> Text | None:
        found = text_for(texts, self.locale, self.default_locale)
        return parse_text(found) if found else None

    def expression(self, source: str) -> Expression | None:
        if not source:
            return None
        try:
            return Expression(source)
        except ExpressionError as error:
            raise CompileError(str(error)) from error

    def act(self, source: documents.Action | documents.Row) -> Act:
        texts = getattr(source, "text", None)
        text = self.text(texts) if isinstance(texts, dict) else None
        if text is None and isinstance(source, documents.Say | documents.SayRow):
            raise CompileError(f"The text “{source.id}” is missing in {locale_name(self.locale)}.")
        value = source.value if isinstance(source, documents.Assign | documents.AssignRow) else ""
        mapping = {name: self._must(formula) for name, formula in getattr(source, "mapping", {}).items()}
        fields = getattr(source, "parameters", None) or getattr(source, "body", None) or {}
        return Act(source, text, self.expression(value), mapping, {name: parse_text(item) for name, item in fields.items()})

    def _must(self, source: str) -> Expression:
        compiled = self.expression(source)
        if compiled is None:
            raise CompileError("A mapping needs an expression for each variable.")
        return compiled

    def level(self, escalation: Escalation) -> Level:
        return Level(tuple(self.act(action) for action in escalation.actions))

    def only_level(self, escalations: Sequence[Escalation]) -> Level | None:
        return self.level(escalations[0]) if escalations else None

    def own_ladders(self, node: Node) -> dict[str, Ladder]:
        return {step: Ladder(step, tuple(self.level(item) for item in items)) for step, items in node.steps.items() if items}

    def rule(self, constraint: documents.Constraint) -> Rule:
        expression = self.expression(str(constraint.params.get("expression", ""))) if constraint.type == "expression" else None
        try:
            pattern = compile_pattern(str(constraint.params.get("pattern", ""))) if constraint.type == "pattern" else None
        except PatternError as error:
            raise CompileError(str(error)) from error
        return Rule(constraint, expression, pattern)

    def engines(self, node: Node) -> tuple[Any, ...]:
        """The contract's engines, deterministic ones first; without a contract, the recogniser of the node's kind."""
        listed = node.contract.engines if node.contract else ()
        engines = listed or (documents.RuleEngine(id=f"{node.id}.rule", recogniser=node.kind),)
        for engine in engines:
            if isinstance(engine, documents.PatternEngine):
                try:
                    compile_pattern(engine.pattern)
                except PatternError as error:
                    raise CompileError(str(error)) from error
        return tuple(sorted(engines, key=lambda engine: isinstance(engine, documents.WebhookEngine)))

    def units(self, node: Node, prefix: str = "", condition: str = "") -> list[Unit]:
        """The data that a node stands for; a group's members are data of their own."""
        path = prefix + node.key
        if node.parts and node.kind == GROUP:
            return [
                unit
                for part in node.parts
                for unit in self.units(part, path + ".", part.condition or node.condition or condition)
            ]
        return [self.unit(node, path, node.condition or condition)]

    def unit(self, node: Node, path: str, condition: str) -> Unit:
        own = self.own_ladders(node)
        parts = tuple(self.part(part, node, path, own) for part in node.parts)
        return Unit(
            path=path,
            kind=node.kind,
            parts=parts,
            engines=self.engines(node),
            rules=tuple(self.rule(constraint) for constraint in node.constraints),
            ladders=resolve_ladders(own, {}, node),
            condition=self.expression(condition),
            confirm_when=self.expression(node.confirm.when),
            source=node,
            format=text_for(node.format, self.locale, self.default_locale) or "",
            labels=self.labels(node),
        )

    def labels(self, node: Node) -> dict[str, str]:
        engines = node.contract.engines if node.contract else ()
        entries = [entry for engine in engines if isinstance(engine, documents.LexiconEngine) for entry in engine.entries]
        return {entry.value: text_for(entry.label, self.locale, self.default_locale) or entry.value for entry in entries}

    def part(self, node: Node, main: Node, path: str, borrowed: Mapping[str, Ladder]) -> Part:
        return Part(
            key=node.key,
            path=f"{path}.{node.key}",
            kind=node.kind,
            required=node.required,
            engines=self.engines(node),
            rules=tuple(self.rule(constraint) for constraint in node.constraints),
            ladders=resolve_ladders(self.own_ladders(node), borrowed, main),
            source=node,
        )

    def template(self, body: documents.Template) -> CompiledTemplate:
        return CompiledTemplate(
            key=body.key,
            locale=self.locale,
            units=tuple(unit for node in body.nodes for unit in self.units(node)),
            introduction=self.only_level(body.introduction),
            success=self.only_level(body.success),
        )

    def stop(self, node: documents.FlowNode) -> Stop:
        ordered = sorted(node.edges, key=lambda edge: edge.otherwise)
        exits = tuple(Exit(edge.to, None if edge.otherwise else self.expression(edge.when)) for edge in ordered)
        return Stop(node.key, tuple(self.act(row) for row in node.rows), exits)


def resolve_ladders(own: Mapping[str, Ladder], borrowed: Mapping[str, Ladder], node: Node) -> dict[str, Ladder]:
    """Every step a node can need with the ladder that serves it: its own, its main node's, or a fall-back's."""

    def find(step: str) -> Ladder | None:
        return own.get(step) or borrowed.get(step)

    resolved: dict[str, Ladder] = {}
    for step, chain in FALLBACKS.items():
        for name in (step, *chain):
            if ladder := find(name):
                resolved[step] = ladder
                break
    for constraint in node.constraints:
        step = f"invalid:{constraint.key}"
        ladder = find(step) or find("invalid") or resolved.get("start")
        if ladder:
            resolved[step] = ladder
    for step, ladder in own.items():
        resolved.setdefault(step, ladder)
    return resolved


def compile_template(body: Any, *, locale: str, default_locale: str = "en") -> CompiledTemplate:
    """Compile a template document for a locale; raises `CompileError`, or `DocumentError` if it is no template."""
    compiled = _Compiler(locale, default_locale).template(body if isinstance(body, documents.Template) else parse_template(body))
    for unit in compiled.units:
        if "start" not in unit.ladders:
            raise CompileError(f"The node “{unit.path}” never asks: it has no step “start”.")
        if unit.kind not in KINDS:
            raise CompileError(f"There is no kind “{unit.kind}”.")
    return compiled


def compile_program(
    *, template: Any = None, flow: Any = None, templates: Mapping[str, Any], locale: str, default_locale: str = "en"
) -> Program:
    """Compile a flow with the templates that it runs, or a template alone; raises `CompileError` or `DocumentError`."""
    if flow is None:
        compiled = compile_template(template, locale=locale, default_locale=default_locale)
        row = documents.AcquireRow(id="only", template=compiled.key)
        stops = {"only": Stop("only", (Act(row),), ())}
        return Program(compiled.key, False, locale, "only", stops, {compiled.key: compiled}, 1, _acquires(stops))
    body = parse_flow(flow)
    compiler = _Compiler(locale, default_locale)
    used = acquired_templates(flow)
    missing = used - templates.keys()
    if missing:
        raise CompileError(f"The flow “{body.key}” runs the template “{min(missing)}”, which does not exist.")
    compiled_templates = {
        key: compile_template(templates[key], locale=locale, default_locale=default_locale) for key in sorted(used)
    }
    stops = {node.key: compiler.stop(node) for node in body.nodes}
    if body.start not in stops:
        raise CompileError(f"The flow “{body.key}” starts at “{body.start}”, which does not exist.")
    return Program(body.key, True, locale, body.start, stops, compiled_templates, body.max_visits, _acquires(stops))


def _acquires(stops: Mapping[str, Stop]) -> dict[str, str]:
    rows = [act.source for stop in stops.values() for act in stop.rows]
    found: dict[str, str] = {}
    for row in rows:
        if isinstance(row, documents.AcquireRow):
            found.setdefault(row.name or row.template, row.template)
    return found


__all__ = ["CompileError", "DocumentError", "Program", "compile_program", "compile_template"]
