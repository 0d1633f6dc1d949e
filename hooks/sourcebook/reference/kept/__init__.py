"""What is kept of data that were read, so that they need not be read again."""
