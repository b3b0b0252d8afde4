"""`kennisbank bench`: how fast the bank is, each figure beside a named peer measured in the same run."""
