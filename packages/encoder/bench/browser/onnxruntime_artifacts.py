"""Makes ONNX Runtime's own training artifacts of the network in pytorch_training_speed.py, for browser-training-speed.mjs.

python -m venv venv && venv/bin/pip install torch onnxscript onnx==1.16.2 'numpy<2' cerberus h5py onnxruntime-training==1.19.2
venv/bin/python bench/browser/onnxruntime_artifacts.py FOLDER [--batch-normalization]

The training build of onnxruntime-web 1.19.2 cannot load the artifacts with batch normalization; it is left out unless asked for.
"""

import argparse
import sys
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from onnxruntime.training import artifacts, onnxblock
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=Path)
parser.add_argument("--batch-normalization", action="store_true")
parser.add_argument("--batch-size", type=int, default=256)
options = parser.parse_args()
folder, batch = options.folder, options.batch_size
folder.mkdir(parents=True, exist_ok=True)

if not options.batch_normalization:
    nn.BatchNorm1d = lambda channels: nn.Identity()
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.argv = [sys.argv[0], "--architecture", "pitch-resnet", "--batch-size", f"{batch}", "--steps", "0", "--threads", "1", "--warm-up", "0"]
from pytorch_training_speed import PitchResNet  # noqa: E402


class Step(nn.Module):
    """The network and its loss, the right answers of InfoNCE as a matrix."""

    def __init__(self):
        super().__init__()
        self.network = PitchResNet()

    def forward(self, anchors, positives, similarity):
        embeddings = self.network(torch.cat([anchors, positives]))
        a, b = embeddings[:batch], embeddings[batch:]
        logits, own = a @ b.T / 0.05, torch.eye(batch)
        contrast = -((F.log_softmax(logits, 1) + F.log_softmax(logits.T, 1)) * own).sum() / (2 * batch)
        return 0.5 * contrast + 0.5 * (((a * b).sum(1) - similarity) ** 2).mean()


class LossOfModel(onnxblock.Block):
    def build(self, loss):
        return loss


windows = torch.rand(batch, 10, 88)
forward = folder / "forward.onnx"
torch.onnx.export(
    Step().train(),
    (windows, windows, torch.rand(batch)),
    forward,
    input_names=["anchors", "positives", "similarity"],
    output_names=["loss"],
    training=torch.onnx.TrainingMode.TRAINING,
    do_constant_folding=False,
    opset_version=15,
    dynamo=False,
)
model = onnx.load(forward)
weights = [tensor.name for tensor in model.graph.initializer if tensor.name.startswith("network.")]
statistics = [name for name in weights if "running" in name]
artifacts.generate_artifacts(
    model,
    requires_grad=[name for name in weights if name not in statistics and "num_batches" not in name],
    frozen_params=statistics,
    loss=LossOfModel(),
    optimizer=artifacts.OptimType.AdamW,
    artifact_directory=str(folder),
)
