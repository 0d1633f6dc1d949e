"""What stands between the engine and a host: its settings and warnings, and the last good site while editors work.

May know: words, files.
"""
