"""All records together, with links, addresses and evidence.

May know: words, files, records, texts.
"""
