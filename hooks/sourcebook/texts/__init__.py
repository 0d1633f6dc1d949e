"""Texts of sources as fingerprints, with which quotations are proven.

May know: words, records.
"""
