"""Read captures in worker processes, each document within limits of time and memory."""
