"""The screens of the product for the tests, which show the same templates again and again."""

from jinja2 import BytecodeCache

from webui import create_app


class Compiled(BytecodeCache):
    """Keeps what was compiled of each template for the apps that come later.

    No test changes a template, and compiling them for each app takes longer than all its pages.
    """

    def __init__(self):
        self._kept = {}

    def load_bytecode(self, bucket):
        bucket.code = self._kept.get(bucket.key)

    def dump_bytecode(self, bucket):
        self._kept[bucket.key] = bucket.code


COMPILED = Compiled()


def screens(found_store, settings):
    """Give the app around a store."""
    app = create_app(found_store, settings)
    app.jinja_env.bytecode_cache = COMPILED
    return app
