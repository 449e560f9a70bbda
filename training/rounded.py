"""The exported arithmetic in PyTorch: int8 weights, activations rounded per token. What the Rust engine must match."""

import copy

import numpy as np
import torch
from torch import nn

ROUNDED_TO = 64


def round_weight(weight):
    """(int8 [out, in], scale [out]) of a float weight."""
    scale = np.abs(weight).max(1) / ROUNDED_TO
    scale[scale == 0] = 1
    return np.rint(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class RoundedLinear(nn.Module):
    def __init__(self, linear):
        super().__init__()
        values, scale = round_weight(linear.weight.detach().float().numpy())
        self.values, self.scale = torch.from_numpy(values).float(), torch.from_numpy(scale)
        self.bias = linear.bias.detach().float()

    def forward(self, x):
        low, high = x.amin(-1, keepdim=True).clamp(max=0), x.amax(-1, keepdim=True).clamp(min=0)
        scale = ((high - low) / 255).clamp(min=torch.finfo(torch.float32).tiny)
        zero = torch.round(-low / scale)
        rounded = (torch.round(x * (1 / scale)) + zero).clamp(0, 255) - zero
        return (rounded @ self.values.T) * (self.scale * scale) + self.bias


def rounded_tagger(tagger):
    """A copy of the tagger with the arithmetic of the exported model; the head stays in floating point."""
    tagger = copy.deepcopy(tagger).eval()
    values, scale = round_weight(tagger.encoder.word.weight.detach().float().numpy())
    tagger.encoder.word.weight.data = torch.from_numpy(values.astype(np.float32) * scale[:, None])
    for layer in tagger.encoder.layers:
        for name in ("qkv", "attention_output", "intermediate", "output"):
            setattr(layer, name, RoundedLinear(getattr(layer, name)))
    return tagger
