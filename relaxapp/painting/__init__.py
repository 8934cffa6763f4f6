"""Pictures painted with QtGui alone, for the window, for files and for the report alike."""
