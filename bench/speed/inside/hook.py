# Ends worker.py in the bench's copy of the site: a way in for what measures there.
import json

from inside import products, steps


@answers  # noqa: F821 - worker.py has it
def bench(module, function, arguments):
    """Call a function of a module of bench/inside; its arguments and its answer are JSON."""
    if not hasattr(steps, "data"):
        steps.begin(session.pool)  # noqa: F821
    modules = {"products": products, "steps": steps}
    return json.dumps(getattr(modules[module], function)(**json.loads(arguments)))


__export__.append("bench")  # noqa: F821
