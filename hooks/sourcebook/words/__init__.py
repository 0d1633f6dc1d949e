"""How things are written: counts, ids, spellings, languages, dates, typography, Markdown.

May know: no room.
"""
