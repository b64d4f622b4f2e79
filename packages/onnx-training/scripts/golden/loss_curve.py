"""Records the losses of 50 training steps of a small residual network as PyTorch takes them.

python -m venv venv && venv/bin/pip install torch && venv/bin/python scripts/golden/loss_curve.py
"""

import torch
import torch.nn.functional as F
from shared import Numbers, rounded, write

torch.set_num_threads(1)

STEPS, BATCH, FRAMES, KEYS, CHANNELS, DIMENSIONS = 50, 16, 6, 12, 16, 8
SHAPES = {
    "stem/weight": (3 * KEYS, CHANNELS),
    "stem/scale": (CHANNELS,),
    "stem/bias": (CHANNELS,),
    "first/weight": (3 * CHANNELS, CHANNELS),
    "first/scale": (CHANNELS,),
    "first/bias": (CHANNELS,),
    "second/weight": (3 * CHANNELS, CHANNELS),
    "second/scale": (CHANNELS,),
    "second/bias": (CHANNELS,),
    "head/weight": (FRAMES * CHANNELS, DIMENSIONS),
}


def first_values(name, shape, numbers):
    if name.endswith("/scale"):
        return torch.ones(shape)
    if name.endswith("/bias"):
        return torch.zeros(shape)
    return numbers.tensor(*shape) * (3 / shape[0]) ** 0.5


def convolve(weights, name, x):
    """A convolution over frames, written as PyTorch's own, and batch normalization."""
    channels = x.shape[-1]
    kernel = weights[f"{name}/weight"].reshape(3, channels, CHANNELS).permute(2, 1, 0)
    convolved = F.conv1d(x.transpose(1, 2), kernel, padding=1)
    normed = F.batch_norm(convolved, None, None, weights[f"{name}/scale"], weights[f"{name}/bias"], training=True)
    return normed.transpose(1, 2)


def embed(weights, windows):
    x = F.relu(convolve(weights, "stem", windows))
    x = F.relu(x + convolve(weights, "second", F.relu(convolve(weights, "first", x))))
    return F.normalize(x.reshape(len(x), -1) @ weights["head/weight"])


def loss_of(weights, anchors, positives, similarity):
    embeddings = embed(weights, torch.cat([anchors, positives]))
    a, b = embeddings[:BATCH], embeddings[BATCH:]
    logits = a @ b.T / 0.1
    own = torch.arange(BATCH)
    contrast = (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
    return 0.5 * contrast + 0.5 * F.mse_loss((a * b).sum(1), similarity)


numbers = Numbers(7)
weights = {name: first_values(name, shape, numbers).requires_grad_() for name, shape in SHAPES.items()}
decaying = [value for value in weights.values() if value.ndim >= 2]
kept = [value for value in weights.values() if value.ndim < 2]
optimizer = torch.optim.AdamW(
    [{"params": decaying, "weight_decay": 0.01}, {"params": kept, "weight_decay": 0}], lr=0.003
)
losses = []
for _ in range(STEPS):
    anchors = (numbers.tensor(BATCH, FRAMES, KEYS) > 0.7).float()
    positives = torch.where(numbers.tensor(BATCH, FRAMES, KEYS) > 0.9, 1 - anchors, anchors)
    similarity = numbers.tensor(BATCH).abs()
    optimizer.zero_grad()
    loss = loss_of(weights, anchors, positives, similarity)
    loss.backward()
    optimizer.step()
    losses.append(loss)
write("loss-curve.json", {"seed": 7, "losses": rounded(torch.stack(losses))})
