"""The page `kennisrisico`: topics that few people hold, what is lost when somebody leaves, and hand-overs until they are done."""
