"""Making answers: JSON of the promised shape, and pages of lists."""

import base64
import binascii
import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from management_api.auth import ManageKey
from omnia.infra.problems import Problem

PAGE = 50
MAX_PAGE = 200
JSON = "application/json"

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Rows of a page.")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before.")]

Row = TypeVar("Row")
View = TypeVar("View", bound=Callable[..., HttpResponse])
KEY = ManageKey()
KINDS = {"template": "a template", "flow": "a flow"}


def call(
    router: Router, method: str, path: str, answer: Any, *, status: int = 200, problems: dict[int, str] | None = None,
    more: dict[str, Any] | None = None,
) -> Callable[[View], View]:  # fmt: skip
    """Make the decorated view a call of the API; its docstring begins with the summary, its name is the operation's.

    Args:
        router: where the call belongs.
        method: of HTTP.
        path: under the API's prefix.
        answer: the shape that the contract promises.
        status: of an answer that went well.
        problems: what the call refuses besides what every call does, by status.
        more: further parts of its operation in the OpenAPI document.
    """
    responses = {number: {"description": sentence} for number, sentence in (problems or {}).items()}

    def register(view: View) -> View:
        router.add_api_operation(
            path,
            [method],
            view,
            auth=KEY,
            response={status: answer},
            operation_id=view.__name__,
            summary=(view.__doc__ or "").strip().partition("\n")[0].rstrip("."),
            openapi_extra={"responses": responses, **(more or {})},
        )
        return view

    return register


def both(router: Router, method: str, path: str, answer: Any, **options: Any) -> Callable[[View], View]:
    """Make the decorated view two calls, for templates and for flows: like `call`, with `{documents}` in the path.

    The view's second parameter is the kind of document; `document` in its name and `a document` in its text become the kind.
    """

    def register(view: View) -> View:
        for kind, said in KINDS.items():
            call(router, method, path.replace("{documents}", f"{kind}s"), answer, **options)(_of_kind(view, kind, said))
        return view

    return register


def _of_kind(view: View, kind: str, said: str) -> View:
    def bound(request: HttpRequest, **arguments: Any) -> HttpResponse:
        return view(request, kind, **arguments)

    asked = inspect.signature(view)
    kept = [row for name, row in asked.parameters.items() if name != "document"]
    bound.__signature__ = asked.replace(parameters=kept)  # type: ignore[attr-defined]  # read by ninja
    bound.__name__ = view.__name__.replace("document", kind)
    bound.__doc__ = (view.__doc__ or "").replace("a document", said)
    return cast("View", bound)


def respond(content: Schema, *, status: int = 200, **headers: str) -> HttpResponse:
    """The answer that says `content`; names of headers are written with underscores."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(content.model_dump_json(by_alias=True), status=status, content_type=JSON, headers=told)


def page_of(rows: Sequence[Row], name: Callable[[Row], str], cursor: str | None, limit: int) -> tuple[list[Row], str | None]:
    """A page of rows that are in the order of their names, and the cursor of the next page; raises `Problem`."""
    after = _decoded(cursor) if cursor else ""
    left = [row for row in rows if name(row) > after]
    chosen = left[:limit]
    return chosen, _encoded(name(chosen[-1])) if len(left) > limit else None


def _encoded(name: str) -> str:
    return base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        place = {"pointer": "?cursor", "detail": "Give the next_cursor of the page before, unchanged."}
        raise Problem("invalid-request", "The cursor is not one of ours.", errors=[place]) from error
