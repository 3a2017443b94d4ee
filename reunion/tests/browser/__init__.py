"""What a person sees and presses, in the system's own Chromium."""
