"""Run test cases in the format of the DMN technology compatibility kit.

    python -m tests.conformance.dmn_tck DIR [--json FILE]

Every folder under DIR that holds DMN files and test files (XML with a `testCases` root) is run. A
test file names its model; the other DMN files of the folder are there to be imported. A case has
passed when each of its results is what the kit expects: numbers to within 0.00000001, null where
an error is expected.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from engine import decisions, feel
from engine.errors import EngineError
from engine.values import YearsMonths

NEAR = Decimal("0.00000001")
KIT = "{http://www.omg.org/spec/DMN/20160719/testcase}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
MOMENT = datetime.now(UTC)
_EQUAL = feel.parse("one = other")
_READ = {
    "date": feel.parse("date(text)"),
    "time": feel.parse("time(text)"),
    "dateTime": feel.parse("date and time(text)"),
    "duration": feel.parse("duration(text)"),
}
_NUMBERS = {"decimal", "double", "float", "integer", "int", "long", "short", "number"}
_KINDS = {
    bool: "boolean",
    Decimal: "decimal",
    date: "date",
    time: "time",
    datetime: "dateTime",
    timedelta: "duration",
    YearsMonths: "duration",
}


@dataclass(frozen=True)
class Untyped:
    """A value that the kit gives without its type."""

    text: str


@dataclass(frozen=True)
class Failure:
    folder: str
    test: str
    case: str
    expected: str
    actual: str

    def __str__(self):
        where = f"{self.folder} {self.test} {self.case}"
        return f"{where}\n    expected {self.expected}\n    actual   {self.actual}"


def run_all(root):
    """Run every folder; give folder -> (cases passed, cases in all), and the failures."""
    figures, failures = {}, []
    for folder in sorted({path.parent for path in root.rglob("*.dmn")}):
        passed, total = 0, 0
        for path in sorted(folder.glob("*.xml")):
            tests = etree.parse(path).getroot()
            if tests.tag != KIT + "testCases":
                continue
            failed, cases = run_tests(path, tests, folder.relative_to(root).as_posix())
            failures += failed
            total += cases
            passed += cases - len({(one.test, one.case) for one in failed})
        if total:
            figures[folder.relative_to(root).as_posix()] = (passed, total)
    return figures, failures


def run_tests(path, tests, folder):
    """Run the cases of one test file; give the failures and the number of cases."""
    cases = tests.findall(KIT + "testCase")
    model = read_model(path, (tests.findtext(KIT + "modelName") or "").strip())
    failed = []
    for number, case in enumerate(cases, 1):
        name = case.get("id") or case.get("name") or str(number)
        for result in case.findall(KIT + "resultNode"):
            expected = wanted(result)
            actual = answer(model, case, result)
            if not fits(expected, actual):
                place = f"{name} {result.get('name')}"
                failed.append(Failure(folder, path.name, place, repr(expected), said(actual)))
    return failed, len(cases)


def read_model(path, name):
    """Read the model of a test file, or give the error."""
    sources = {one.name: one.read_bytes() for one in sorted(path.parent.glob("*.dmn"))}
    found = sources.get(name) or next(iter(sources.values()))
    others = {}
    for source in sources.values():
        if source is not found:
            others[etree.fromstring(source).get("namespace")] = source
    try:
        return decisions.read(found, others)
    except EngineError as problem:
        return problem


def answer(model, case, result):
    """Give what the product answers: a value, or the error it raises."""
    if isinstance(model, EngineError):
        return model
    inputs = {}
    for node in case.findall(KIT + "inputNode"):
        inputs[qualified(node, node.get("name"))] = typed(value_in(node))
    invocable = case.get("invocableName")
    name = qualified(case if invocable else result, invocable or result.get("name"))
    try:
        value = decisions.decide(model, name, inputs, at=MOMENT).value
    except EngineError as problem:
        return problem
    part = result.get("name")
    if invocable and part != invocable and isinstance(value, dict) and part in value:
        return value[part]
    return value


def said(actual):
    """Give a value as it is written, and the reason why there is none."""
    return str(actual) if isinstance(actual, EngineError) else repr(actual)


def qualified(node, name):
    """Give a name with the namespace that a node states for it."""
    namespace = node.get("namespace")
    return f"{{{namespace}}}{name}" if namespace else name


def wanted(result):
    """Give the value a result should have; None where an error is expected."""
    expected = result.find(KIT + "expected")
    if expected is None or result.get("errorResult") in {"true", "1"}:
        return None
    return value_in(expected)


def value_in(node):
    """Read a value: a simple one, components by name, or a list."""
    listed = node.find(KIT + "list")
    if listed is not None:
        return None if is_nil(listed) else [value_in(item) for item in listed.findall(KIT + "item")]
    components = node.findall(KIT + "component")
    if components:
        if len(components) == 1 and is_nil(components[0]) and not components[0].get("name"):
            return None
        return {one.get("name"): value_in(one) for one in components}
    value = node.find(KIT + "value")
    return None if value is None or is_nil(value) else simple(value)


def is_nil(node):
    return node.get(XSI + "nil") in {"true", "1"}


def simple(node):
    """Read a value by its type of XML Schema."""
    kind = (node.get(XSI + "type") or "").rpartition(":")[2]
    return of_kind(kind, node.text or "") if kind else Untyped(node.text or "")


def of_kind(kind, text):
    if kind == "boolean":
        return text.strip() in {"true", "1"}
    if kind in _NUMBERS:
        return Decimal(text.strip())
    if kind in _READ:
        return feel.evaluate(_READ[kind], {"text": text.strip()}, at=MOMENT)
    return text


def typed(value):
    """Take values without a type for strings."""
    if isinstance(value, Untyped):
        return value.text
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        return {name: typed(item) for name, item in value.items()}
    return value


def fits(expected, actual):
    """Compare as the kit prescribes; an error is as good as null."""
    if isinstance(actual, EngineError):
        return expected is None
    if isinstance(expected, Untyped):
        return fits_untyped(expected.text, actual)
    if isinstance(expected, list):
        return (
            isinstance(actual, list)
            and len(actual) == len(expected)
            and all(fits(one, other) for one, other in zip(expected, actual, strict=True))
        )
    if isinstance(expected, dict):
        return (
            isinstance(actual, dict)
            and actual.keys() == expected.keys()
            and all(fits(one, actual[name]) for name, one in expected.items())
        )
    return fits_simple(expected, actual)


def fits_untyped(text, actual):
    kind = _KINDS.get(type(actual))
    try:
        return fits(of_kind(kind, text) if kind else text, actual)
    except InvalidOperation:
        return False


def fits_simple(expected, actual):
    if isinstance(expected, Decimal) and isinstance(actual, Decimal):
        return abs(expected - actual) <= NEAR
    if expected is None or isinstance(expected, str) or type(expected) is not type(actual):
        return type(expected) is type(actual) and expected == actual
    return feel.evaluate(_EQUAL, {"one": expected, "other": actual}, at=MOMENT) is True


def report(root):
    """Give the figures and the failures of all folders under `root`."""
    figures, failures = run_all(root)
    return {
        "passed": sum(passed for passed, _ in figures.values()),
        "total": sum(total for _, total in figures.values()),
        "folders": {
            folder: {"passed": passed, "total": total}
            for folder, (passed, total) in figures.items()
        },
        "failures": [vars(one) for one in failures],
    }


def main():
    parser = argparse.ArgumentParser(description="Run the test cases of the DMN kit.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    try:
        found = report(arguments.folder)
    except (OSError, etree.XMLSyntaxError) as problem:
        sys.exit(str(problem))
    if not found["total"]:
        sys.exit(f"There are no test cases in {arguments.folder}.")
    for one in found["failures"]:
        print(Failure(**one))
    for folder, figures in found["folders"].items():
        print(f"{figures['passed']}/{figures['total']} {folder}")
    print(f"{found['passed']}/{found['total']}")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1))
    return 0 if found["passed"] == found["total"] else 1


if __name__ == "__main__":
    sys.exit(main())
