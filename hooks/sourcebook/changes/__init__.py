"""What a change does to the reference: two states compared, and what differs said record by record.

May know: words, files, records, reference.
"""
