"""Loading the published record of a panel: its pages, its PDFs, and the facts that we read in them."""
