"""Who learns from whom: occasions found in the bank's network by rules, added up to arcs between people or teams."""
