"""Tiny random token classifiers of every architecture, with what transformers makes of some sentences.

    python tiny_models.py ../tests/hugging_face

Needs `transformers==4.56.2` besides requirements.txt. The tests of the crate load these folders with both engines: the
tokenizer, the weights and the label scheme of each are of another sort, as models that people publish are.
"""

import argparse
import io
import json
import os

import numpy as np
import sentencepiece
import torch
import transformers
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers.convert_slow_tokenizer import XLMRobertaConverter

from text import WORD

SENTENCES = [
    "Sáng 5/3, bà Trần Thị Lan đến huyện Hướng Hóa.",
    "Ngân hàng Sông Lam (OCB) tăng 12,5%!",
    "Huế",
]
SIZES = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 24}
KINDS = ["PER", "LOC"]
# Each scheme as some published model spells it.
SCHEMES = {
    "bio": ["O"] + [f"{place}-{kind}" for kind in KINDS for place in "BI"],
    "long": ["B-LOCATION", "I-LOCATION", "B-PERSON", "I-PERSON", "O"],
    "behind": ["O"] + [f"{kind}-{place}" for kind in KINDS for place in "BI"],
    "bioes": ["O"] + [f"{place}-{kind}" for kind in KINDS for place in "BIES"],
    "bilou": ["O"] + [f"{place}_{kind}" for kind in KINDS for place in "BILU"],
}


def corpus(here):
    return open(f"{here}/../tests/parity/sentences.txt", encoding="utf-8").read().splitlines() + SENTENCES


def word_piece(lines):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(lines, trainers.WordPieceTrainer(vocab_size=220, special_tokens=specials, show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, tokenizer.token_to_id(name)) for name in ("[CLS]", "[SEP]")])
    return tokenizer, tokenizer


def byte_level(lines):
    """As saved, without a space before a text; and with one, as the words of a text are encoded."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer.train_from_iterator(lines, trainers.BpeTrainer(vocab_size=260, special_tokens=specials, show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    saved = Tokenizer.from_str(tokenizer.to_str())
    saved.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return saved, tokenizer


def unigram(lines):
    """As DeBERTa-v2's, in its own order of ids."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    specials = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]
    tokenizer.train_from_iterator(
        lines, trainers.UnigramTrainer(vocab_size=220, special_tokens=specials, unk_token="[UNK]", show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    return tokenizer, tokenizer


def sentence_piece(lines, folder):
    """As XLM-RoBERTa's: SentencePiece's own file, and what transformers converts it to."""
    rules = f"{folder}/rules.tsv"
    # A normaliser of its own, since the usual one is ten times as large as all the rest.
    with open(rules, "w", encoding="utf-8") as out:
        out.writelines(f"{0xFF10 + digit:X}\t{0x30 + digit:X}\n" for digit in range(10))
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, vocab_size=220, model_type="unigram", minloglevel=2,
        normalization_rule_tsv=rules, unk_id=0, bos_id=1, eos_id=2, pad_id=-1, num_threads=1)
    os.remove(rules)
    path = f"{folder}/sentencepiece.bpe.model"
    open(path, "wb").write(model.getvalue())
    slow = transformers.XLMRobertaTokenizer(path)
    tokenizer = XLMRobertaConverter(slow).converted()
    return tokenizer, tokenizer


def build(name, lines, folder):
    """(tokenizer to save, tokenizer of words, configuration, dtype on disk, label scheme)."""
    if name == "bert":
        saved, words = word_piece(lines)
        return saved, words, transformers.BertConfig(**SIZES), torch.float32, "bio"
    if name == "distilbert":
        saved, words = word_piece(lines)
        sizes = {"dim": 16, "n_layers": 2, "n_heads": 2, "hidden_dim": 24}
        return saved, words, transformers.DistilBertConfig(**sizes), torch.bfloat16, "behind"
    if name == "electra":
        saved, words = word_piece(lines)
        return saved, words, transformers.ElectraConfig(embedding_size=12, layer_norm_eps=1e-6, **SIZES), torch.float32, "bioes"
    if name == "roberta":
        saved, words = byte_level(lines)
        return saved, words, transformers.RobertaConfig(type_vocab_size=1, layer_norm_eps=1e-5, **SIZES), torch.float32, "bilou"
    if name == "xlm-roberta":
        saved, words = sentence_piece(lines, folder)
        return saved, words, transformers.XLMRobertaConfig(type_vocab_size=1, layer_norm_eps=1e-5, **SIZES), torch.float16, "long"
    saved, words = unigram(lines)
    config = transformers.DebertaV2Config(
        type_vocab_size=0, relative_attention=True, position_biased_input=False, pos_att_type=["p2c", "c2p"],
        max_relative_positions=-1, position_buckets=8, norm_rel_ebd="layer_norm", share_att_key=True,
        conv_kernel_size=3, conv_act="tanh", **SIZES)
    return saved, words, config, torch.float32, "bio"


NAMES = ["bert", "roberta", "xlm-roberta", "distilbert", "electra", "deberta-v2"]


def randomize(model):
    """Small embeddings, so that the norms' epsilon shows, and large everything else, so that all of it does."""
    for name, parameter in model.named_parameters():
        with torch.no_grad():
            if "embeddings" in name and "LayerNorm" not in name and "project" not in name:
                parameter.normal_(std=0.01)
            elif "LayerNorm.weight" in name or "layer_norm.weight" in name:
                parameter.normal_(mean=1.0, std=0.2)
            else:
                parameter.normal_(std=0.3)


def make(name, out, here):
    folder = f"{out}/{name}"
    os.makedirs(folder, exist_ok=True)
    saved, words, config, dtype, scheme = build(name, corpus(here), folder)
    saved.save(f"{folder}/tokenizer.json", pretty=False)
    labels = SCHEMES[scheme]
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: i for i, label in enumerate(labels)}
    config.vocab_size = words.get_vocab_size()
    config.max_position_embeddings = 66
    padding = words.token_to_id("<pad>")
    config.pad_token_id = words.token_to_id("[PAD]") if padding is None else padding
    torch.manual_seed(len(name))
    model = transformers.AutoModelForTokenClassification.from_config(config).eval()
    randomize(model)
    model.to(dtype).save_pretrained(folder)
    model.float()

    reference = {}
    for number, sentence in enumerate(SENTENCES):
        ids = words.encode(WORD.findall(sentence), is_pretokenized=True).ids
        with torch.inference_mode():
            logits = model(torch.tensor([ids])).logits[0].numpy()
        reference[f"{number}.ids"] = np.array(ids, np.int32)
        reference[f"{number}.logits"] = np.ascontiguousarray(logits, np.float32)
    save_file(reference, f"{folder}/reference.safetensors")
    print(f"{name:12} {sum(os.path.getsize(f'{folder}/{f}') for f in os.listdir(folder)) / 1000:.0f} kB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    args = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    for name in NAMES:
        make(name, args.out, here)
    with open(f"{args.out}/sentences.json", "w", encoding="utf-8") as out:
        json.dump(SENTENCES, out, ensure_ascii=False, indent=2)
        out.write("\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
