"""Records the weights and the embeddings of a small ResNet-34 kind of network as PyTorch has them.

python -m venv venv && venv/bin/pip install torch safetensors && venv/bin/python scripts/golden/torch_resnet34.py
"""

import json
import platform
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

FOLDER = Path(__file__).resolve().parents[2] / "src" / "testing-support" / "golden"
# As in src/testing-support/small-resnet34.ts.
STAGES, DIMENSIONS = [(4, 1), (6, 2), (5, 1)], 7
torch.manual_seed(34)


class BasicBlock(nn.Module):
    """Names as torchvision's."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        return F.relu(shortcut + self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))


class Trunk(nn.Module):
    def __init__(self):
        super().__init__()
        channels = STAGES[0][0]
        self.conv1, self.bn1 = nn.Conv2d(3, channels, 7, 2, 3, bias=False), nn.BatchNorm2d(channels)
        for stage, (outputs, count) in enumerate(STAGES):
            blocks = []
            for block in range(count):
                blocks.append(BasicBlock(channels, outputs, 2 if stage and not block else 1))
                channels = outputs
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        for stage in range(len(STAGES)):
            x = getattr(self, f"layer{stage + 1}")(x)
        return x.flatten(1)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.resnet = nn.Conv2d(1, 3, 1), Trunk()
        features = self.resnet(torch.zeros(2, 3, 10, 88)).shape[1]
        self.fc = nn.Linear(features, DIMENSIONS)

    def forward(self, windows):
        return F.normalize(self.fc(self.resnet(self.conv(windows.unsqueeze(1)))))


model = Network()
for name, tensor in model.state_dict().items():
    if name.endswith("running_var"):
        tensor.uniform_(0.5, 1.5)
    elif name.endswith("running_mean") or name.endswith("bias"):
        tensor.normal_(0, 0.2)
model.eval()
FOLDER.mkdir(exist_ok=True)
windows = (torch.rand(3, 10, 88) < 0.05).float()
embeddings = model(windows)
save_file({name: tensor.clone() for name, tensor in model.state_dict().items()}, FOLDER / "torch-resnet34.safetensors")
record = {
    "recordedBy": "scripts/golden/torch_resnet34.py",
    "versions": {"torch": torch.__version__, "python": platform.python_version()},
    "keysDown": [int(index) for index in windows.flatten().nonzero().flatten()],
    "embeddings": [[float(f"{value:.7g}") for value in row] for row in embeddings.tolist()],
}
(FOLDER / "torch-resnet34.json").write_text(json.dumps(record) + "\n")
