"""The outside world behind small ports: sound, folders, database, settings file, logs."""
