"""What helps editors find their way: search, explanations, schemas, the shape of each file.

May know: words, records, reference, site.
"""
