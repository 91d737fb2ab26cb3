"""A loopback Hub, and the tests that publish to it."""
