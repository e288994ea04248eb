"""Numbers, each beside its yardstick in the same run: ratios mean something on any machine, absolutes do not."""
