"""Help for tests and benchmarks: generated vaults and, for plugin authors, the ports' conformance suites."""
