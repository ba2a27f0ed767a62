"""Read pages as a browser does: forms, fields, labels, links."""

from html.parser import HTMLParser

_EMPTY = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle"}


class Page(HTMLParser):
    """A page as its elements: name, attributes and text, in order. Raises where tags do not fit."""

    def __init__(self, answer):
        super().__init__()
        self.elements = []
        self._open = []
        self.feed(answer.get_data(as_text=True) if hasattr(answer, "get_data") else answer)
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in _EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append({"tag": tag, "text": "", **dict(attrs)})

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        last = self._open.pop()
        assert last["tag"] == tag, f"</{tag}> closes <{last['tag']} {last.get('id', '')}>"

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, tag, **wanted):
        """Give the elements with this tag and these attributes."""
        return [
            each
            for each in self.elements
            if each["tag"] == tag and all(each.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag, **wanted):
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} times <{tag}> with {wanted}"
        return found[0]

    def by_id(self, identity):
        found = [each for each in self.elements if each.get("id") == identity]
        assert len(found) == 1, f"{len(found)} elements with id {identity}"
        return found[0]

    def token(self):
        return self.all("input", name="csrf")[0]["value"]

    def text(self):
        return " ".join(self.one("body")["text"].split())


def token(client, address="/formulier"):
    """Give the token of a page that this browser looks at."""
    return Page(client.get(address)).token()
