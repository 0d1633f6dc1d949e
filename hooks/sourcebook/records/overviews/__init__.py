"""What gives an overview of all chapters: what is told of them, lists beside them, and searches made in vain."""
