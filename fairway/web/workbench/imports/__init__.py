"""Records come in through the workbench: upload, progress, and a summary that adds up."""
