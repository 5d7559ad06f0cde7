"""Files: documents and raw uploads as rows, with their hash and how long the law keeps them."""
