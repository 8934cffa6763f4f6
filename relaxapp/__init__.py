"""relaxapp: guided relaxation on the desktop, led by a voice at a pace that muscles can follow."""

__version__ = "0.1.0"
