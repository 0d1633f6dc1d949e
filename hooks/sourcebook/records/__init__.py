"""What a record is: models with marks, the catalogue of kinds, and what is wrong with a shape.

May know: words, files.
"""
