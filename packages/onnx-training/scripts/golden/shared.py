"""What the recording scripts share: numbers that JavaScript makes too, and the file format."""

import json
import platform
import sys
from pathlib import Path

import torch

GOLDEN_FOLDER = Path(__file__).resolve().parents[2] / "src" / "testing-support" / "golden"


class Numbers:
    """Uniform float32 numbers in [-1, 1) from a linear congruential generator (Numerical Recipes' constants)."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def tensor(self, *shape: int) -> torch.Tensor:
        count = 1
        for size in shape:
            count *= size
        values = []
        for _ in range(count):
            self.state = (1664525 * self.state + 1013904223) % 2**32
            values.append(self.state / 2**31 - 1)
        return torch.tensor(values, dtype=torch.float32).reshape(shape)


def write(name: str, content: dict) -> None:
    GOLDEN_FOLDER.mkdir(exist_ok=True)
    versions = {"torch": torch.__version__, "python": platform.python_version()}
    record = {"recordedBy": f"scripts/golden/{Path(sys.argv[0]).name}", "versions": versions, **content}
    (GOLDEN_FOLDER / name).write_text(json.dumps(record, indent=1) + "\n")


def rounded(tensor: torch.Tensor) -> list[float]:
    """Elements, row-major, to seven digits."""
    return [float(f"{value:.7g}") for value in tensor.detach().flatten().tolist()]
