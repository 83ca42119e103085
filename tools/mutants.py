"""Draws random mutants of the core, by mutmut's operators; `mutate.py` tests them.

    python -m tools.mutants COUNT SEED MODULE …    # prints them as JSON; needs mutmut

mutmut itself tests every mutant there is, some thousands, and none of a module's constants. So its
operators are used as a library: a node of the syntax tree is drawn, then one of its mutants.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import libcst  # type: ignore[import-not-found]
from mutmut.mutation.file_mutation import create_mutations  # type: ignore[import-not-found]

Node = tuple[Path, libcst.Module, list[tuple[libcst.CSTNode, libcst.CSTNode]]]


def nodes_of(path: Path) -> Iterator[Node]:
    """Every node of a module that can be mutated, with what can become of it.

    Strings are left out: nearly all of them are sentences.
    """
    module, mutations, *_ = create_mutations(str(path), path.read_text(encoding="utf-8"))
    by_node: dict[int, list[tuple[libcst.CSTNode, libcst.CSTNode]]] = {}
    for each in mutations:
        if not isinstance(each.original_node, libcst.BaseString):
            pair = (each.original_node, each.mutated_node)
            by_node.setdefault(id(each.original_node), []).append(pair)
    for pairs in by_node.values():
        yield path, module, pairs


def draw(paths: list[Path], count: int, seed: int) -> Iterator[dict[str, str]]:
    """So many different nodes by this seed, each mutated in one of its ways."""
    rng = random.Random(seed)
    nodes = [node for path in paths for node in nodes_of(path)]
    for path, module, pairs in rng.sample(nodes, min(count, len(nodes))):
        old, new = rng.choice(pairs)
        mutated = module.deep_replace(old, new)
        yield {"module": path.as_posix(), "code": mutated.code}


if __name__ == "__main__":
    count, seed, *names = sys.argv[1:]
    print(json.dumps(list(draw([Path(name) for name in names], int(count), int(seed)))))
