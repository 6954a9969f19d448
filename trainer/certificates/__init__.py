"""What people proved, and whether the standard has changed since."""
