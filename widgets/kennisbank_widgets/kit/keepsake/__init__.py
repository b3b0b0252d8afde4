"""A keepsake: a short text that stays in this browser, for this page only."""
