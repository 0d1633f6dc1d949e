"""Sourcebook: from YAML records with citations to the pages of a reference work.

The package knows nothing of MkDocs and nothing of its subject. Its folders are rooms, each of which says in its
docstring what it is for. From data to pages the way is ``files → records → reference → rules → site``.
"""

__version__ = "0.1.0"
