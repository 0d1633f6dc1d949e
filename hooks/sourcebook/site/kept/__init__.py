"""What is kept of a built site, so that the next one makes anew only what an edit changes."""
