def run(**k): return {}
