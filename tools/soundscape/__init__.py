"""Makes ambience and chimes by numpy alone, so that every sound the app ships is our own."""
