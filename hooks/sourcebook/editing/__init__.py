"""Changing the files of editors: each edit leaves every byte outside it alone, and is written whole or not at all.

May know: words, files, records, reference, rules, site, guidance.
"""
