"""A BERT encoder in plain PyTorch (Hugging Face's parameter names on disk) and a token-classification head."""

import json

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn


def locked_dropout(x, rate, training):
    """Dropout with one mask per sequence and feature: no worse here, and far cheaper on a CPU."""
    if not training or rate == 0:
        return x
    keep = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= rate
    return x * keep.to(x.dtype) / (1 - rate)


def attention(query, key, value, mask):
    """Written out: on CPUs several times faster backwards than the fused call at these lengths."""
    scores = torch.matmul(query * (query.shape[-1] ** -0.5), key.transpose(-1, -2))
    if mask is not None:
        scores = scores + mask.to(scores.dtype)
    return torch.matmul(scores.softmax(-1).to(value.dtype), value)


class Layer(nn.Module):
    def __init__(self, hidden, heads, ffn, eps, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.attention_output = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps)
        self.intermediate = nn.Linear(hidden, ffn)
        self.output = nn.Linear(ffn, hidden)
        self.output_norm = nn.LayerNorm(hidden, eps)

    def forward(self, x, mask):
        batch, tokens, hidden = x.shape
        query, key, value = self.qkv(x).view(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = attention(query, key, value, mask).transpose(1, 2).reshape(batch, tokens, hidden)
        mixed = locked_dropout(self.attention_output(mixed), self.dropout, self.training)
        x = self.attention_norm(x + mixed)
        grown = self.output(F.gelu(self.intermediate(x)))
        return self.output_norm(x + locked_dropout(grown, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, config, dropout):
        super().__init__()
        hidden, eps = config["hidden_size"], config["layer_norm_eps"]
        self.config, self.dropout = config, dropout
        self.word = nn.Embedding(config["vocab_size"], hidden)
        self.position = nn.Embedding(config["max_position_embeddings"], hidden)
        self.token_type = nn.Parameter(torch.zeros(config["type_vocab_size"], hidden))
        self.norm = nn.LayerNorm(hidden, eps)
        self.layers = nn.ModuleList(
            Layer(hidden, config["num_attention_heads"], config["intermediate_size"], eps, dropout)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, ids, real=None):
        """`ids` [batch, tokens]; `real` [batch, tokens] is False on padding. Gives [batch, tokens, hidden]."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.token_type[0]
        x = locked_dropout(self.norm(x), self.dropout, self.training)
        mask = None if real is None else (real[:, None, None, :].to(x.dtype) - 1) * 1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Tagger(nn.Module):
    def __init__(self, encoder, labels):
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(encoder.config["hidden_size"], len(labels))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids, real=None):
        x = self.encoder(ids, real)
        return self.head(locked_dropout(x, self.encoder.dropout, self.training))


# Ours -> Hugging Face's, per layer; the joined query, key and value are taken apart below.
LAYER_NAMES = {
    "attention_output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "intermediate": "intermediate.dense",
    "output": "output.dense",
    "output_norm": "output.LayerNorm",
}
QKV = [f"attention.self.{name}" for name in ("query", "key", "value")]
EMBEDDING_NAMES = {
    "word.weight": "embeddings.word_embeddings.weight",
    "position.weight": "embeddings.position_embeddings.weight",
    "token_type": "embeddings.token_type_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
}


def load_encoder(folder, layers=None, dropout=0.1):
    """`layers`: which source layers to keep, in order (default: all)."""
    config = json.load(open(f"{folder}/config.json"))
    source = load_file(f"{folder}/model.safetensors")
    prefix = "bert." if "bert.embeddings.LayerNorm.bias" in source else ""
    keep = list(layers) if layers else list(range(config["num_hidden_layers"]))
    config["num_hidden_layers"] = len(keep)
    encoder = Encoder(config, dropout)
    state = {ours: source[prefix + theirs] for ours, theirs in EMBEDDING_NAMES.items()}
    for i, layer in enumerate(keep):
        theirs = f"{prefix}encoder.layer.{layer}."
        for part in ("weight", "bias"):
            state[f"layers.{i}.qkv.{part}"] = torch.cat([source[f"{theirs}{name}.{part}"] for name in QKV])
            for ours, name in LAYER_NAMES.items():
                state[f"layers.{i}.{ours}.{part}"] = source[f"{theirs}{name}.{part}"]
    encoder.load_state_dict({name: tensor.float() for name, tensor in state.items()})
    return encoder


def hugging_face_state(tagger):
    """The tagger's tensors under the names of BertForTokenClassification."""
    state = {name: tensor.detach() for name, tensor in tagger.encoder.state_dict().items()}
    out = {f"bert.{theirs}": state[ours] for ours, theirs in EMBEDDING_NAMES.items()}
    for i in range(tagger.encoder.config["num_hidden_layers"]):
        theirs = f"bert.encoder.layer.{i}."
        for part in ("weight", "bias"):
            for name, tensor in zip(QKV, state[f"layers.{i}.qkv.{part}"].chunk(3)):
                out[f"{theirs}{name}.{part}"] = tensor.contiguous()
            for ours, name in LAYER_NAMES.items():
                out[f"{theirs}{name}.{part}"] = state[f"layers.{i}.{ours}.{part}"]
    out["classifier.weight"], out["classifier.bias"] = tagger.head.weight.detach(), tagger.head.bias.detach()
    return out


def load_tagger(folder, dropout=0.1):
    """A folder written by `save_tagger` (or any BERT token classifier in Hugging Face's layout)."""
    config = json.load(open(f"{folder}/config.json"))
    labels = [config["id2label"][str(i)] for i in range(len(config["id2label"]))]
    tagger = Tagger(load_encoder(folder, dropout=dropout), labels)
    source = load_file(f"{folder}/model.safetensors")
    tagger.head.load_state_dict({"weight": source["classifier.weight"].float(), "bias": source["classifier.bias"].float()})
    return tagger, labels


def save_tagger(tagger, labels, folder):
    config = dict(tagger.encoder.config)
    config["architectures"] = ["BertForTokenClassification"]
    config["id2label"] = {str(i): label for i, label in enumerate(labels)}
    config["label2id"] = {label: i for i, label in enumerate(labels)}
    json.dump(config, open(f"{folder}/config.json", "w"), indent=2)
    save_file(hugging_face_state(tagger), f"{folder}/model.safetensors", metadata={"format": "pt"})
