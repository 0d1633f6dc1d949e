"""Links of the finished site: read from its pages, held against what is there, and told with the place to mend."""
