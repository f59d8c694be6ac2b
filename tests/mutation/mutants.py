"""Small changes of a module, one at a time: what a test suite that holds the module must notice."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

SWAPPED_OPERATORS: Final = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip

SWAPPED_NAMES: Final = {
    "eq": "ne", "ne": "eq", "lt": "le", "le": "lt", "gt": "ge", "ge": "gt", "any": "all", "all": "any",
    "min": "max", "max": "min", "union": "intersection", "intersection": "union", "first": "last", "last": "first",
    "issubset": "issuperset", "notna": "isna", "isna": "notna", "where": "mask", "mask": "where",
    "startswith": "endswith",
}  # fmt: skip
"""Methods and functions that say the same as an operator does, and what they become."""


@dataclass(frozen=True)
class Mutant:
    """A module with one change."""

    function: str
    line: int
    change: str
    statement: int
    """The line where the changed statement begins: a test that does not pass it cannot notice."""
    code: CodeType


def mutants(source: str, path: str) -> Iterator[Mutant]:
    """Return every mutant of a module, from its first line to its last."""
    tree = ast.parse(source)
    for place in _places(tree):
        original = place.node
        for changed in _changes(original):
            before, after = (ast.unparse(node) if node else "nothing" for node in (original, changed))
            yield Mutant(
                place.function,
                place.line,
                _told(before, after),
                place.statement,
                compile(_replaced(tree, place.path, changed), path, "exec"),
            )


def _told(before: str, after: str) -> str:
    """Return both sides on one line, without what they share at the start and the end."""
    before, after = (" ".join(text.split()) for text in (before, after))
    if len(before) + len(after) < 90:
        return f"{before} → {after}"
    start = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    start = max(0, start - 30)
    return f"…{before[start : start + 60]}… → …{after[start : start + 60]}…"


@dataclass(frozen=True)
class _Place:
    node: ast.AST
    path: tuple[tuple[str, int | None], ...]
    function: str
    statement: int

    @property
    def line(self) -> int:
        """Return the line where the node stands."""
        return int(getattr(self.node, "lineno", self.statement))


def _places(tree: ast.Module) -> Iterator[_Place]:
    yield from _walk(tree, (), "", 0)


def _walk(node: ast.AST, path: tuple[tuple[str, int | None], ...], function: str, statement: int) -> Iterator[_Place]:
    if _not_run(node):
        return
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".strip(".")
    if isinstance(node, ast.stmt):
        statement = node.lineno
    yield _Place(node, path, function, statement)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for at, child in children:
            if isinstance(child, ast.AST) and not _is_docstring(node, child):
                yield from _walk(child, (*path, (name, at)), function, statement)


class _Probes(ast.NodeTransformer):
    """Puts before every statement a call that says which one begins."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and not isinstance(node, ast.Module):
                setattr(node, name, [each for statement in block for each in (_probe(statement), statement)])
        return node


def _probe(statement: ast.stmt) -> ast.stmt:
    call = ast.Call(ast.Name("__passed__", ast.Load()), [ast.Constant(statement.lineno)], [])
    return ast.copy_location(ast.Expr(call), statement)


def with_probes(source: str, path: str) -> CodeType:
    """Return a module that calls ``__passed__`` with the line of each statement inside it as it begins."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    return compile(ast.fix_missing_locations(_Probes().visit(tree)), path, "exec")


def _not_run(node: ast.AST) -> bool:
    """Return True for what only a type checker reads."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "cast"


def _is_docstring(parent: ast.AST, child: ast.AST) -> bool:
    return isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant) and hasattr(parent, "body")


def _replaced(tree: ast.Module, path: tuple[tuple[str, int | None], ...], changed: ast.AST | None) -> ast.Module:
    """Return a copy of the tree with one node exchanged."""
    result = copy.deepcopy(tree)
    node: ast.AST = result
    for name, at in path[:-1]:
        value = getattr(node, name)
        node = value if at is None else value[at]
    name, at = path[-1]
    old = getattr(node, name) if at is None else getattr(node, name)[at]
    new = ast.copy_location(copy.deepcopy(changed) if changed else ast.Pass(), old)
    if at is None:
        setattr(node, name, new)
    else:
        getattr(node, name)[at] = new
    return ast.fix_missing_locations(result)


def _changes(node: ast.AST) -> Iterator[ast.AST | None]:
    for change in (_operators, _names, _constants, _conditions, _arguments, _statements):
        yield from change(node)


def _operators(node: ast.AST) -> Iterator[ast.AST]:
    """Exchange operators, and leave out ``not``, ``~`` and ``-``."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in SWAPPED_OPERATORS:
                ops = [SWAPPED_OPERATORS[type(each)]() if at == n else each for n, each in enumerate(node.ops)]
                yield ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(SWAPPED_OPERATORS[type(node.op)](), node.values)
    elif isinstance(node, ast.BinOp) and type(node.op) in SWAPPED_OPERATORS:
        yield ast.BinOp(node.left, SWAPPED_OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand


def _names(node: ast.AST) -> Iterator[ast.AST]:
    """Exchange methods and functions that compare or choose."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SWAPPED_NAMES:
        func = ast.Attribute(node.func.value, SWAPPED_NAMES[node.func.attr], ast.Load())
        yield ast.Call(func, node.args, node.keywords)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SWAPPED_NAMES:
        yield ast.Call(ast.Name(SWAPPED_NAMES[node.func.id], ast.Load()), node.args, node.keywords)


def _constants(node: ast.AST) -> Iterator[ast.AST]:
    """Change truth values and numbers, and words that choose how rows are added up."""
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
    elif node.value in SWAPPED_NAMES:
        yield ast.Constant(SWAPPED_NAMES[node.value])


def _conditions(node: ast.AST) -> Iterator[ast.AST]:
    """Make a condition always true and always false."""
    if isinstance(node, ast.If | ast.IfExp):
        for fixed in (True, False):
            changed = copy.copy(node)
            changed.test = ast.Constant(fixed)
            yield changed
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            changed_for = copy.copy(node)
            changed_for.ifs = [each for number, each in enumerate(node.ifs) if number != at]
            yield changed_for


def _arguments(node: ast.AST) -> Iterator[ast.AST]:
    """Exchange the first two arguments of a call."""
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return
    first, second, *rest = node.args
    starred = isinstance(first, ast.Starred) or isinstance(second, ast.Starred)
    if not starred and ast.dump(first) != ast.dump(second):
        yield ast.Call(node.func, [second, first, *rest], node.keywords)


def _statements(node: ast.AST) -> Iterator[ast.AST | None]:
    """Return nothing instead of a value, and leave out statements that only act."""
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.Return(ast.Constant(None))
    elif _only_acts(node):
        yield None


def _only_acts(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    return isinstance(node, ast.AugAssign) or (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
    )


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
