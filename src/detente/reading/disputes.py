from __future__ import annotations
def topics(found): return {}
def paired(readings, names): return readings
