"""détente: a peace process as a sourced, checked, executable model."""

__version__ = "0.1.0"
