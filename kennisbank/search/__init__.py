"""Finding: query language, analyser, index, ranking, suggestions and likely doubles."""
