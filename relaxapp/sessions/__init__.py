"""River one: a session script becomes a timeline, the timeline becomes what is heard and shown."""
