"""Sourcebook: from YAML records with citations to the pages of a reference work.

The package knows nothing of MkDocs and nothing of its subject. Import what you need from its modules; the way
through is ``yamlfile → model → load → rules → pages → render``.
"""

__version__ = "0.1.0"
