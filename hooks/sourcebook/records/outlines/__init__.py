"""Outlines: a long text divided into parts, its versions, and where they differ."""
