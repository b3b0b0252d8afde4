"""Kernels: one process per open page, forked from a warm one, owned by one person."""
