"""The source of a module in a form of which mutmut makes all mutants: it leaves out functions with decorators."""

import ast
from collections.abc import Iterator


def without_decorators(source: str) -> str:
    """Return the source with each ``@decorator`` turned into ``name = decorator(name)`` behind its function.

    Only functions of the module and methods of its classes are changed; both do the same before and after.
    """
    lines = source.splitlines()
    behind: dict[int, list[str]] = {}
    for function in _decorated(ast.parse(source)):
        indent = " " * function.col_offset
        assert function.end_lineno is not None
        added = behind.setdefault(function.end_lineno, [])
        for decorator in reversed(function.decorator_list):
            assert decorator.end_lineno is not None
            for number in range(decorator.lineno - 1, decorator.end_lineno):
                lines[number] = ""
            added.append(f"{indent}{function.name} = ({ast.unparse(decorator)})({function.name})")
    numbered = enumerate(lines, 1)
    return "\n".join(part for number, line in numbered for part in (line, *behind.get(number, ()))) + "\n"


def _decorated(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    for node in (node for body in bodies for node in body):
        if isinstance(node, ast.FunctionDef):
            names = {decorator.id for decorator in node.decorator_list if isinstance(decorator, ast.Name)}
            if not names & {"classmethod", "staticmethod"}:  # with these alone, mutmut makes mutants
                yield node
