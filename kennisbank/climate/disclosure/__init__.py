"""What may be shown: rules, the figures that somebody could ask for, and the audit over all of them together."""
