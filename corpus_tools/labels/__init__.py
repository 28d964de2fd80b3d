"""Section → label: what each block of a report is about.

``label`` labels the sections of a parsed page, ``label_many`` those of several at once; ``evaluate`` and ``train`` take
labelled sections, ``load`` reads a trained model.
"""

from corpus_tools.labels.labelling import label, label_many
from corpus_tools.labels.model import Model, load
from corpus_tools.labels.options import LabelOptions
from corpus_tools.labels.training import evaluate, train

__all__ = ["LabelOptions", "Model", "evaluate", "label", "label_many", "load", "train"]
