"""Networks in and out of files: GraphML, GEXF, Pajek, UCINET DL, CSV and JSON, each through one sheet of columns."""
