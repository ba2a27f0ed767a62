"""Small DMN files, written from the words that matter in a test."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from engine import decisions

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMESPACE = "urn:test"
VERSIONS = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}


def file(*parts, namespace=NAMESPACE, version="1.5"):
    inside = "".join(parts)
    return (
        f'<definitions xmlns="{VERSIONS[version]}" namespace="{namespace}" name="{namespace}">'
        f"{inside}</definitions>"
    ).encode()


def imported(name, namespace, version="1.5"):
    kind = VERSIONS[version]
    return f'<import name={quoteattr(name)} namespace="{namespace}" importType="{kind}"/>'


def typed(name, type_ref, *, allowed="", constraint="", collection=False):
    tests = _tests("allowedValues", allowed) + _tests("typeConstraint", constraint)
    many = ' isCollection="true"' if collection else ""
    return (
        f"<itemDefinition name={quoteattr(name)}{many}>"
        f"<typeRef>{escape(type_ref)}</typeRef>{tests}</itemDefinition>"
    )


def structure(name, /, **entries):
    inside = "".join(
        f'<itemComponent name="{entry}"><typeRef>{ref}</typeRef></itemComponent>'
        for entry, ref in entries.items()
    )
    return f"<itemDefinition name={quoteattr(name)}>{inside}</itemDefinition>"


def input_data(name, type_ref="Any"):
    return (
        f"<inputData id={quoteattr(name)} name={quoteattr(name)}>"
        f"<variable name={quoteattr(name)} typeRef={quoteattr(type_ref)}/></inputData>"
    )


def decision(name, logic, *, needs=(), asks=(), uses=(), type_ref="Any"):  # noqa: PLR0913 - as in XML
    """Write a decision that needs input data, asks other decisions, and uses functions."""
    required = "".join(
        [
            *(f'<informationRequirement><requiredInput href="{href(one)}"/>'
              "</informationRequirement>" for one in needs),
            *(f'<informationRequirement><requiredDecision href="{href(one)}"/>'
              "</informationRequirement>" for one in asks),
            *(knowledge(one) for one in uses),
        ]
    )  # fmt: skip
    return (
        f"<decision id={quoteattr(name)} name={quoteattr(name)}>"
        f"<variable name={quoteattr(name)} typeRef={quoteattr(type_ref)}/>"
        f"{required}{logic}</decision>"
    )


def knowledge(name):
    return f'<knowledgeRequirement><requiredKnowledge href="{href(name)}"/></knowledgeRequirement>'


def href(name):
    return name if "#" in name else f"#{name}"


def function(name, parameters, body, *, uses=(), type_ref="Any", kind="FEEL"):  # noqa: PLR0913 - as in XML
    """Write a business knowledge model; `parameters` maps name -> type."""
    return (
        f"<businessKnowledgeModel id={quoteattr(name)} name={quoteattr(name)}>"
        f"<variable name={quoteattr(name)} typeRef={quoteattr(type_ref)}/>"
        f'<encapsulatedLogic kind="{kind}">{_parameters(parameters)}{body}</encapsulatedLogic>'
        f"{''.join(knowledge(one) for one in uses)}</businessKnowledgeModel>"
    )


def function_box(parameters, body, kind="FEEL"):
    return f'<functionDefinition kind="{kind}">{_parameters(parameters)}{body}</functionDefinition>'


def _parameters(parameters):
    return "".join(
        f"<formalParameter name={quoteattr(name)} typeRef={quoteattr(ref)}/>"
        for name, ref in parameters.items()
    )


def service(name, *, outputs, encapsulated=(), decisions_in=(), data_in=()):
    parts = [
        *(f'<outputDecision href="#{one}"/>' for one in outputs),
        *(f'<encapsulatedDecision href="#{one}"/>' for one in encapsulated),
        *(f'<inputDecision href="#{one}"/>' for one in decisions_in),
        *(f'<inputData href="#{one}"/>' for one in data_in),
    ]
    return (
        f"<decisionService id={quoteattr(name)} name={quoteattr(name)}>{''.join(parts)}"
        "</decisionService>"
    )


def text(expression, type_ref=""):
    ref = f" typeRef={quoteattr(type_ref)}" if type_ref else ""
    return f"<literalExpression{ref}><text>{escape(expression)}</text></literalExpression>"


def context(*entries):
    """Write a context of (name, box) pairs; a box alone is its result."""
    return f"<context>{''.join(map(_entry, entries))}</context>"


def _entry(entry):
    if isinstance(entry, str):
        return f"<contextEntry>{entry}</contextEntry>"
    name, box = entry
    return f"<contextEntry><variable name={quoteattr(name)}/>{box}</contextEntry>"


def table(inputs, outputs, *rules, policy="UNIQUE", aggregation=""):
    """Write a table; an input or output is its name, or (name, dict) with more about it."""
    more = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decisionTable id="the-table" hitPolicy="{policy}"{more}>'
        f"{''.join(map(_input, inputs))}{''.join(map(_output, outputs))}"
        f"{''.join(_rule(number, rule, len(inputs)) for number, rule in enumerate(rules, 1))}"
        "</decisionTable>"
    )


def _input(one):
    name, more = one if isinstance(one, tuple) else (one, {})
    ref = f" typeRef={quoteattr(more['type'])}" if "type" in more else ""
    return (
        f"<input><inputExpression{ref}><text>{escape(name)}</text></inputExpression>"
        f"{_tests('inputValues', more.get('values', ''))}</input>"
    )


def _output(one):
    name, more = one if isinstance(one, tuple) else (one, {})
    ref = f" typeRef={quoteattr(more['type'])}" if "type" in more else ""
    return (
        f"<output name={quoteattr(name)}{ref}>{_tests('outputValues', more.get('values', ''))}"
        f"{_tests('defaultOutputEntry', more.get('default', ''))}</output>"
    )


def _rule(number, cells, inputs):
    written = "".join(
        f"<{tag}><text>{escape(cell)}</text></{tag}>"
        for place, cell in enumerate(cells)
        for tag in ["inputEntry" if place < inputs else "outputEntry"]
    )
    return f'<rule id="rule-{number}">{written}</rule>'


def _tests(tag, tests):
    return f"<{tag}><text>{escape(tests)}</text></{tag}>" if tests else ""


# --- asking


def values(given):
    """Turn plain numbers into those of FEEL."""
    if isinstance(given, dict):
        return {name: values(value) for name, value in given.items()}
    if isinstance(given, list):
        return [values(value) for value in given]
    return Decimal(given) if isinstance(given, int) and not isinstance(given, bool) else given


def decide(source, name, /, *, imports=None, functions=None, **inputs):
    """Read a file and decide; underscores in the names of inputs stand for spaces."""
    functions = functions or {}
    model = decisions.read(source, imports or {}, known=frozenset(functions))
    given = {key.replace("_", " "): values(value) for key, value in inputs.items()}
    return decisions.decide(model, name, given, at=AT, functions=functions)


def outcome(logic, *, type_ref="Any", **inputs):
    """Give the value of one decision with this logic."""
    data = "".join(input_data(name) for name in inputs)
    source = file(data, decision("it", logic, needs=inputs, type_ref=type_ref))
    return decide(source, "it", **inputs).value


def problems(source, imports=None):
    return decisions.check(decisions.read(source, imports or {}))


def codes(source, imports=None):
    return [problem.code for problem in problems(source, imports)]
