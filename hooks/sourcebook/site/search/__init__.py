"""The search of the site: what it knows of each page, and the file that browsers read."""
