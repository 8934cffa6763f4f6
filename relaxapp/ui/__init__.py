"""The shore: windows, pages and painted widgets; the only place that knows Qt widgets."""
