"""What the server of processes reads before it copies itself: the rules, so that no process has to read them again.

It is imported by that server only, for what it does. Nothing here may begin a thread, as pyarrow does: a copy has none.
What is wrong with the rules is told by the first copy, which reads them again.
"""

from __future__ import annotations

import contextlib
import gc

from extractor.corpus.beginning import read_rules

with contextlib.suppress(Exception):
    read_rules()
    gc.freeze()  # no copy looks through them for garbage, which would also copy their memory
