"""Files of offices, taken in row by row: whatever a room says of its sheets in its `imports.py`."""
