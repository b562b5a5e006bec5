"""What publishing does: pages written and signed off, releases frozen, input taken and taken back."""
