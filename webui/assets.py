"""Fetch the front-end libraries with npm and lay out what the pages use in `static/vendor`.

Set-up runs this file; the product never imports it. Nothing it fetches is ever committed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
VENDOR = HERE / "static" / "vendor"
DONE = VENDOR / ".made"
PATIENCE_SECONDS = 300

#: what the pages use of each package, as its paths there and in `static/vendor`
FILES = {
    "bpmn-js/LICENSE": "bpmn-js/LICENSE",
    "bpmn-js/dist/bpmn-navigated-viewer.production.min.js": (
        "bpmn-js/bpmn-navigated-viewer.production.min.js"
    ),
    "bpmn-js/dist/bpmn-modeler.production.min.js": "bpmn-js/bpmn-modeler.production.min.js",
    "bpmn-js/dist/assets/diagram-js.css": "bpmn-js/diagram-js.css",
    "bpmn-js/dist/assets/bpmn-js.css": "bpmn-js/bpmn-js.css",
    "bpmn-js/dist/assets/bpmn-font/css/bpmn.css": "bpmn-js/bpmn-font/css/bpmn.css",
    "bpmn-js/dist/assets/bpmn-font/font/bpmn.woff2": "bpmn-js/bpmn-font/font/bpmn.woff2",
}

NO_NPM = (
    "The front-end libraries could not be fetched with npm, so diagrams are shown as still "
    "pictures; `make assets` tries again.\n"
)


def main() -> None:
    """Fetch and lay out the libraries, or say in one sentence that the pages go without them."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    fault = _fetch()
    if fault is None:
        _lay_out()
    else:
        sys.stderr.write(NO_NPM)
    DONE.write_text(fault or "complete\n", encoding="utf-8")


def _fetch() -> str | None:
    """Fill `node_modules` as the lock file says; give what went wrong, if anything."""
    npm = shutil.which("npm") or shutil.which("npm", path=Path(sys.executable).parent)
    if npm is None:
        return "There is no npm.\n"
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    limits = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=60000"]
    try:
        subprocess.run(  # noqa: S603 - our own command, no text from outside
            [npm, "ci", *quiet, *limits],
            cwd=HERE,
            timeout=PATIENCE_SECONDS,
            check=True,
            capture_output=True,
            text=True,
        )
    except subprocess.CalledProcessError as fault:
        return f"npm ci failed.\n{fault.stderr}"
    except (OSError, subprocess.TimeoutExpired) as fault:
        return f"{fault}\n"
    return None


def _lay_out() -> None:
    for source, target in FILES.items():
        place = VENDOR / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, place)
    licences = "\n\n".join(_licences())
    (VENDOR / "THIRD_PARTY_LICENSES").write_text(licences, encoding="utf-8")


def _licences() -> Iterator[str]:
    """Yield the licence of every package that the copied files are built from."""
    yield "The files in this folder are built from these packages, each under its own licence."
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock["packages"].items():
        if path and not package.get("dev"):
            name = path.removeprefix("node_modules/")
            heading = f"{name} {package['version']} ({package.get('license', 'see below')})"
            texts = sorted((HERE / path).glob("LICEN[CS]E*"))
            body = [text.read_text(encoding="utf-8").strip() for text in texts]
            yield "\n\n".join([f"{'=' * len(heading)}\n{heading}\n{'=' * len(heading)}", *body])


if __name__ == "__main__":
    main()
