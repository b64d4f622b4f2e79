"""Training steps of the same networks in PyTorch eager; started by training-speed.mjs, prints JSON."""

import argparse
import json
import resource
import time

import torch
import torch.nn.functional as F
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--architecture", choices=["pitch-resnet", "resnet34"])
parser.add_argument("--batch-size", type=int)
parser.add_argument("--steps", type=int)
parser.add_argument("--threads", type=int)
parser.add_argument("--warm-up", type=int)
options = parser.parse_args()
torch.set_num_threads(options.threads)
torch.manual_seed(1)


class Block(nn.Module):
    def __init__(self, conv, norm, inputs, outputs, stride):
        super().__init__()
        self.first, self.first_norm = conv(inputs, outputs, 3, stride, 1, bias=False), norm(outputs)
        self.second, self.second_norm = conv(outputs, outputs, 3, 1, 1, bias=False), norm(outputs)
        self.projection = None
        if stride != 1 or inputs != outputs:
            self.projection = nn.Sequential(conv(inputs, outputs, 1, stride, bias=False), norm(outputs))

    def forward(self, x):
        shortcut = x if self.projection is None else self.projection(x)
        inner = F.relu(self.first_norm(self.first(x)))
        return F.relu(shortcut + self.second_norm(self.second(inner)))


class ResNet34(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, 3, 1), nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)
        )
        blocks, channels = [], 64
        for stage, (outputs, count) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)]):
            for block in range(count):
                blocks.append(Block(nn.Conv2d, nn.BatchNorm2d, channels, outputs, 2 if stage and not block else 1))
                channels = outputs
        self.trunk = nn.Sequential(*blocks)
        self.head = nn.Linear(1536, 128)

    def forward(self, windows):
        return F.normalize(self.head(self.trunk(self.stem(windows.unsqueeze(1))).flatten(1)))


class PitchResNet(nn.Module):
    """The default architecture: keep it in step with DEFAULT_ARCHITECTURE."""

    def __init__(self, channels=192, blocks=2):
        super().__init__()
        self.stem, self.norm = nn.Conv1d(88, channels, 4, 2, bias=False), nn.BatchNorm1d(channels)
        self.trunk = nn.Sequential(*[Block(nn.Conv1d, nn.BatchNorm1d, channels, channels, 1) for _ in range(blocks)])
        self.head = nn.Linear(5 * channels, 128)

    def forward(self, windows):
        frames = F.pad(windows.transpose(1, 2), (1, 2))
        return F.normalize(self.head(self.trunk(F.relu(self.norm(self.stem(frames)))).flatten(1)))


model = ResNet34() if options.architecture == "resnet34" else PitchResNet()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
batch = options.batch_size
anchors = (torch.rand(batch, 10, 88) < 0.04).float()
positives = torch.where(torch.rand(batch, 10, 88) < 0.01, 1 - anchors, anchors)
similarity = torch.rand(batch)
own = torch.arange(batch)


def step():
    optimizer.zero_grad()
    embeddings = model(torch.cat([anchors, positives]))
    a, b = embeddings[:batch], embeddings[batch:]
    logits = a @ b.T / 0.05
    contrast = (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
    loss = 0.5 * contrast + 0.5 * F.mse_loss((a * b).sum(1), similarity)
    loss.backward()
    optimizer.step()
    return loss.item()


def resident_bytes():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


before = resident_bytes()
seconds = []
for index in range(options.warm_up + options.steps):
    start = time.perf_counter()
    step()
    if index >= options.warm_up:
        seconds.append(time.perf_counter() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "peakBytes": peak, "stepBytes": peak - before}))
