"""How long reading takes: ``python tests/bench_loading.py FOLDER`` prints processor seconds for ``bench.py``.

``load_check`` is what the engine needs to load and check the data in ``FOLDER``, ``yaml_load`` what PyYAML's C loader
needs to read the same files and no more.
"""

import json
import sys
import time
from pathlib import Path

import yaml

from sourcebook.site.build import check


def seconds(folder: Path) -> dict[str, float]:
    """Measure both."""
    began = time.process_time()
    for file in sorted((folder / "data").rglob("*.yml")):
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    read = time.process_time()
    check(folder / "data", folder / "docs")
    return {"yaml_load": read - began, "load_check": time.process_time() - read}


if __name__ == "__main__":
    print(json.dumps(seconds(Path(sys.argv[1]))))
