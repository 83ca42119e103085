"""What worker.py and the views' Python have in common; it comes with pycore.zip."""
