"""Privacy: which notes may leave the machine, the guard every byte that leaves passes, and the log of what left."""
