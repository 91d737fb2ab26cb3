"""What the page and the figures share: marks and colours of values, and the tables arranged for the eye.

Nothing here draws. Labels, definitions and order come from the codebook, numbers from the tables.
"""
