"""The words of DMN XML: namespaces of every version, and small ways to read a node."""

from __future__ import annotations

from engine import sources

Xml = sources.Xml

#: The namespace of DMN 1.1 to 1.5, and that of the 1.6 that changes nothing we read.
MODELS = frozenset(
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    ]
)
_FEEL = ("http://www.omg.org/spec/FEEL/", "http://www.omg.org/spec/DMN/", "feel")


def local(node: Xml) -> str:
    """Give the tag without a DMN namespace; empty for a comment or another vendor's node."""
    tag: object = node.tag  # a comment has no text for a tag, whatever the stubs say
    if not isinstance(tag, str) or not tag.startswith("{"):
        return ""
    namespace, _, name = tag[1:].partition("}")
    return name if namespace in MODELS else ""


def children(node: Xml, *names: str) -> list[Xml]:
    """Give the DMN children with one of these tags; all DMN children without `names`."""
    return [child for child in node if (tag := local(child)) and (not names or tag in names)]


def child(node: Xml, name: str) -> Xml | None:
    """Give the first DMN child with this tag."""
    found = children(node, name)
    return found[0] if found else None


def content(node: Xml | None) -> str:
    """Give the text of a node without white space around it; empty when there is none."""
    return "" if node is None else (node.text or "").strip()


def text(node: Xml, name: str) -> str:
    """Give the text of the child with this tag; empty when there is none."""
    return content(child(node, name))


def spelled(name: str | None) -> str:
    """Give a name with single spaces, as FEEL spells it; line ends in XML are white space."""
    return " ".join((name or "").split())


def identity(node: Xml) -> str:
    """Give the id of a node; empty when it has none."""
    return (node.get("id") or "").strip()


def is_feel(language: str) -> bool:
    """Tell whether the URI of an expression language means FEEL (of any version)."""
    plain = language.strip().replace("https://", "http://")
    return not plain or (plain.startswith(_FEEL) and "feel" in plain.lower())
