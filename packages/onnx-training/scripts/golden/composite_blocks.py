"""Records outputs and gradients of composite blocks as PyTorch computes them.

python -m venv venv && venv/bin/pip install torch && venv/bin/python scripts/golden/composite_blocks.py
"""

import torch
import torch.nn.functional as F
from shared import Numbers, rounded, write

torch.set_num_threads(1)


def record(seed, shapes, block):
    """Loss = Σ output · weights, with arguments and weights drawn in order from one stream."""
    numbers = Numbers(seed)
    args = {name: numbers.tensor(*shape).requires_grad_() for name, shape in shapes.items()}
    output = block(**args)
    weights = numbers.tensor(*output.shape)
    (output * weights).sum().backward()
    return {
        "seed": seed,
        "shapes": {name: list(shape) for name, shape in shapes.items()},
        "output": rounded(output),
        "gradients": {name: rounded(value.grad) for name, value in args.items() if value.grad is not None},
    }


def residual(x, first, scale, bias, second):
    inner = F.batch_norm(F.conv1d(x, first, padding=1), None, None, scale, bias, training=True)
    return F.relu(x + F.conv1d(F.relu(inner), second, padding=1))


def attention(x, scale, bias, query, key, value, up, down):
    normed = F.layer_norm(x, x.shape[-1:], scale, bias)
    weights = F.softmax((normed @ query) @ (normed @ key).transpose(1, 2) / x.shape[-1] ** 0.5, dim=-1)
    attended = x + weights @ (normed @ value)
    return attended + F.gelu(attended @ up) @ down


def images(x, first, scale, bias, mean, log_variance, grouped, head):
    # PyTorch does not differentiate by running statistics.
    statistics = mean.detach(), log_variance.exp().detach()
    inner = F.batch_norm(F.conv2d(x, first, stride=2, padding=1), *statistics, scale, bias)
    pooled = F.max_pool2d(inner, 3, stride=2, padding=1)
    activated = torch.sigmoid(F.conv2d(pooled, grouped, padding=1, groups=2))
    averaged = F.avg_pool2d(activated, 2, stride=1)
    return F.log_softmax(averaged.mean((2, 3)) @ head, dim=-1)


def contrast(anchors, positives):
    a, b = F.normalize(anchors), F.normalize(positives)
    logits = a @ b.T / 0.1
    own = torch.arange(len(a))
    return ((F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2).reshape(1)


write(
    "composite-blocks.json",
    {
        "blocks": {
            "residual": record(
                1, {"x": (3, 4, 5), "first": (4, 4, 3), "scale": (4,), "bias": (4,), "second": (4, 4, 3)}, residual
            ),
            "attention": record(
                2,
                {"x": (2, 4, 6), "scale": (6,), "bias": (6,), "query": (6, 6), "key": (6, 6), "value": (6, 6)}
                | {"up": (6, 12), "down": (12, 6)},
                attention,
            ),
            "images": record(
                3,
                {"x": (2, 3, 12, 11), "first": (4, 3, 3, 3), "scale": (4,), "bias": (4,), "mean": (4,)}
                | {"log_variance": (4,), "grouped": (4, 2, 3, 3), "head": (4, 3)},
                images,
            ),
            "contrast": record(4, {"anchors": (5, 6), "positives": (5, 6)}, contrast),
        }
    },
)
