"""The REST interface under /api: the same objects as the export."""
