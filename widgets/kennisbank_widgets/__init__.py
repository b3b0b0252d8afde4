"""The pages of Kennisbank: per page an app, a view and a state; `kit` has the pieces that any page may use."""
