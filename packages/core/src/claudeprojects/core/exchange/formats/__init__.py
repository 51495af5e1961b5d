"""The formats that can be imported, a module each; ``imports.FORMATS`` is the list of them."""
