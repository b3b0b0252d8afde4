"""Could it be chance? Tests on networks whose ties are not independent of each other, and how sure a measure is."""
