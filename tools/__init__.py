"""Tools that make what the app ships: narration, ambience, pictures; none runs with the app."""
