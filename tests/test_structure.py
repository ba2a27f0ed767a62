"""The house rules that no other tool looks after; each failure says which file and what to do."""

import ast
import shutil
import subprocess
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("engine", "webui", "tests")
WRITTEN = {".py", ".js", ".html"}
LONGEST_FILE = 300
MOST_METHODS = 15
LARGEST_FILE_BYTES = 400_000
PACKED = {".whl", ".tgz", ".gz", ".zip", ".jar", ".woff", ".woff2", ".ttf", ".so", ".map"}


@cache
def sources(folder):
    """Give the files of a folder that we wrote, with their path as people say it."""
    made = {"node_modules", "vendor", "__pycache__", "results"}
    paths = (path.relative_to(ROOT) for path in sorted((ROOT / folder).rglob("*.*")))
    ours = [path for path in paths if path.suffix in WRITTEN and made.isdisjoint(path.parts)]
    return [(path, (ROOT / path).read_text(encoding="utf-8")) for path in ours]


@cache
def nodes(folder):
    """Give every piece of Python of a folder, with the file it stands in."""
    python = [(path, text) for path, text in sources(folder) if path.suffix == ".py"]
    return [(path, node) for path, text in python for node in ast.walk(ast.parse(text))]


def calls(*folders):
    """Give every call as path, line and the last name of what is called."""
    for path, node in chain.from_iterable(map(nodes, folders)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield path, node.lineno, name


def must_be_empty(faults):
    listed = sorted(set(faults))

    assert not listed, "\n".join(["", *listed])


def test_no_file_is_too_long_to_read_in_one_go():
    lengths = [
        (path, len(text.splitlines()))
        for folder in FOLDERS
        for path, text in sources(folder)
        if path.suffix in {".py", ".js"} and "versions" not in path.parts  # a migration is one step
    ]

    must_be_empty(
        f"{path} has {lines} lines; split it by subject until none has more than {LONGEST_FILE}"
        for path, lines in lengths
        if lines > LONGEST_FILE
    )


def test_no_class_does_everything():
    def methods(node):
        return sum(isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) for part in node.body)

    must_be_empty(
        f"{path}:{node.lineno}: class {node.name} has {methods(node)} methods; make verbs "
        f"functions of their noun's module until none has more than {MOST_METHODS}"
        for path, node in chain.from_iterable(map(nodes, FOLDERS))
        if isinstance(node, ast.ClassDef)
        and methods(node)
        > (
            # a tool of the tests may have a method for each thing that tests do with it
            2 * MOST_METHODS if path.parts[0] == "tests" else MOST_METHODS
        )
    )


def test_only_the_store_commits():
    must_be_empty(
        f"{path}:{line}: only engine/store may call commit; use `with store.begin() as tx`"
        for path, line, name in calls("engine", "webui")
        if name == "commit" and path.parts[:2] != ("engine", "store")
    )


def test_no_text_is_ever_run_as_code():
    must_be_empty(
        f"{path}:{line}: text is run as code by {name}; write it as FEEL or as a function"
        for path, line, name in calls(*FOLDERS)
        if name in {"eval", "exec"}
    )


def test_no_text_is_ever_run_as_code_in_the_browser():
    must_be_empty(
        f"{path}: text is run as code by `{word}`, which the pages' own rules forbid; write a "
        f"function"
        for path, text in sources("webui")
        for word in ("eval(", "new Function(")
        if path.suffix in {".js", ".html"} and word in text
    )


def test_nobody_but_the_scheduler_sleeps():
    must_be_empty(
        f"{path}:{line}: only engine/scheduler.py may sleep; give the moment as an argument, or "
        f"wait for an event"
        for path, line, name in calls(*FOLDERS)
        if name == "sleep" and path != Path("engine/scheduler.py")
    )


def committed_files():
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("left out: without git and a checkout nobody knows what is committed")
    command = ["git", "-c", "safe.directory=*", "-C", ROOT, "ls-files", "-z"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    paths = [Path(name) for name in listed.split("\0") if name]
    return [path for path in paths if (ROOT / path).is_file()]


def test_no_code_of_others_is_committed():
    def is_of_others(path):
        folders = {"node_modules", "vendor", ".venv", "site-packages"}
        packed = path.suffix in PACKED or ".min." in path.name
        return packed or not folders.isdisjoint(path.parts)

    must_be_empty(
        f"{path} looks like the work of others; `git rm --cached` it, and let set-up fetch it "
        f"(requirements/, webui/package.json)"
        for path in committed_files()
        if is_of_others(path)
    )


def test_no_large_file_is_committed():
    must_be_empty(
        f"{path} is larger than {LARGEST_FILE_BYTES} bytes; let set-up or a test make it"
        for path in committed_files()
        if (ROOT / path).stat().st_size > LARGEST_FILE_BYTES
    )


def test_the_lists_of_pinned_packages_name_no_addresses():
    lists = [*ROOT.glob("requirements/*.txt"), ROOT / "webui" / "package-lock.json"]

    must_be_empty(
        f"{path.relative_to(ROOT)} names an address; make it again with `make locks`"
        for path in lists
        if "://" in path.read_text(encoding="utf-8")
    )
