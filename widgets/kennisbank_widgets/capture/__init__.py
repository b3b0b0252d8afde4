"""The page on which one captures a lesson: thirty seconds or in depth, without losing a letter."""
