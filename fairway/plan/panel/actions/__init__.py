"""Loading the published record of a panel."""

from fairway.plan.panel.actions.load import NothingThere, load
from fairway.plan.panel.actions.shelf import Loaded

__all__ = ["Loaded", "NothingThere", "load"]
