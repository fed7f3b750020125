"""The report as a Word document: in the form of an official document, or in an office's own."""
