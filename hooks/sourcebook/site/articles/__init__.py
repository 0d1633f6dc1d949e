"""Articles: what stands on a page as HTML, which is escaped where it is made."""
