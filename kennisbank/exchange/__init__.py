"""Reading other formats into records, and writing records out again, losing nothing."""
