"""Reading FEEL: from a text to a syntax tree."""
