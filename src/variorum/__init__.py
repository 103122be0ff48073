"""Variorum: several reports of one event, and what happened according to whom."""

__version__ = "0.1.0"
