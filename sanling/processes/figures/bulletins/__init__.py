"""The monthly bulletin: what it prints, counted once, checked, and set in Word."""
