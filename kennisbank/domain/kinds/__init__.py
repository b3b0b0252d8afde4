"""One file per kind of record. A new kind is a new file here, plus its words in `text/messages`."""
