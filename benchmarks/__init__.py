"""Measurements, as ratios in one run: times differ between machines, ratios hold."""
