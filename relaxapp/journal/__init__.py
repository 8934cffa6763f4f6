"""River three: what a person practised and how it felt, kept and read back."""
