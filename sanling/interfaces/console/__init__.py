"""The ``sanling`` program: one file a command."""
