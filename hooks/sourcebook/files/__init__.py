"""Text files: read with the place of each fault, edited byte for byte, written whole or not at all.

May know: words.
"""
