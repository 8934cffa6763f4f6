"""What every sound of the project is measured and stored with, whether spoken or synthesised."""
