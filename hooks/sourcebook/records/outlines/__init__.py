"""What goes through a text passage by passage: outlines with parts and versions, and accounts that are examined."""
