"""Every sentence on the screens, collected from the templates and the code."""

from pathlib import Path

from babel.messages.extract import extract_from_dir

WEBUI = Path(__file__).resolve().parent.parent.parent / "webui"
TEMPLATES = {"trimmed": "true", "silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}


def sentences():
    """Give every sentence that a reader may see, with a place where it stands."""
    found = extract_from_dir(
        WEBUI,
        method_map=[
            ("node_modules/**", "ignore"),
            ("**.py", "python"),
            ("templates/**.html", "jinja2"),
        ],
        options_map={"templates/**.html": TEMPLATES},
        keywords={"_": None, "gettext": None, "ngettext": (1, 2)},
    )
    for path, line, sentence, _comments, _context in found:
        yield (sentence if isinstance(sentence, str) else sentence[0]), f"{path}:{line}"
