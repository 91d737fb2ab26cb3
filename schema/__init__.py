"""What a row means: the codebook, the tables, and what counts as evidence.

Everything else in the project is derived from here, and nothing here imports the rest of the project.
"""
