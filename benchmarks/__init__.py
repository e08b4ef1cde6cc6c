"""The benchmarks: `python -m benchmarks` prints ratios of one run on one machine (DESIGN §8)."""
