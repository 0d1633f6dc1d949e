"""What is shown: pages, pictures, and the files of the site as text.

May know: words, files, records, reference, rules.
"""
