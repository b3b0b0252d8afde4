"""A part of a page as HTML that tells what people do in it."""
