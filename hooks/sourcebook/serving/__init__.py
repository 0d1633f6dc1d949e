"""What is served while editors work: the last good site, quick edits, a banner.

May know: words, files.
"""
