"""Changes: what a run would do to files, staged before it is on disk, reviewed word by word, taken back exactly."""
