"""The commands of manage.py: thin, like views. Each prints what it did and changes nothing when it refuses."""
