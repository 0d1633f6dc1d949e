"""Makes the mutants of the modules that ``pyproject.toml`` names, and sees which tests call which function.

Run in the folder of a group. mutmut does both; it would go on to test each mutant by starting pytest anew, which takes
three times as long as to keep the tests collected, as ``mutants_plugin.py`` does.
"""

import sys

from mutmut.__main__ import (
    collect_or_load_stats,
    copy_also_copy_files,
    copy_src_dir,
    create_mutants,
    run_forced_fail_test,
    setup_source_paths,
)
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.workers.isolation import get_mutant_runner


def make(workers: int) -> None:
    """Make mutants of what has changed. Ends the program if a test fails without any, or none fails with all."""
    set_mutant_under_test("mutant_generation")
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(workers)
    runner = get_mutant_runner(workers)
    collect_or_load_stats(runner, apply_config_invalidation=True)
    run_forced_fail_test(runner)


if __name__ == "__main__":
    make(int(sys.argv[1]))
