"""River two: gentle reminders; empty until the first rule is written."""
