"""The living knowledge base: values become pages in memory; one module writes them."""
