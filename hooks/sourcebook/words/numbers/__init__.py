"""Numbers as they are written in many languages: the words for them, what a text tells, what a statement states."""
