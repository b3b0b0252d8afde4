def as_page(f): return ""
