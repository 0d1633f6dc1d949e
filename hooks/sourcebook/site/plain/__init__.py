"""Plain Markdown of each record, for programs and language models that read text."""
