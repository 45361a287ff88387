"""Makes `src/text/vector/reference.json`: what other code makes of the embedded models.

    pip install numpy tokenizers sentencepiece
    python3 reference.py

Pieces come from the libraries of those names, vectors from numpy in double precision.
"""

import json
import pathlib
import struct

import numpy
import sentencepiece
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HERE = pathlib.Path(__file__).parent
SENTENCES = [
    "The ferry caught fire off the coast on Tuesday, killing three people.",
    "Three people died when a ferry burned near the shore.",
    "The central bank raised interest rates by a quarter point.",
    "El transbordador se incendió frente a la costa el martes y murieron tres personas.",
    "Die Zentralbank erhöhte die Zinsen um einen Viertelpunkt.",
    "La banque centrale a relevé ses taux d'un quart de point.",
    "A balsa pegou fogo perto da costa; três pessoas morreram.",
    "La banca centrale ha alzato i tassi.",
    "De centrale bank verhoogde de rente.",
    "Паром загорелся у побережья, три человека погибли.",
    "フェリーが沖合で炎上し、3人が死亡した。",
    "اشتعلت النيران في عبارة قبالة الساحل.",
    "เรือข้ามฟากเกิดไฟไหม้ 여객선에 불이 났다",
    "Naïve Café’s  “résumé” cost €5,000 — ½ of ﬁve…\u200b\t 10℃ İST ＡＢＣ e\u0301",
    "▁ 🦀 \ue000 supercalifragilistic",
    "   ",
]


def tensors(path):
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    body = data[8 + length :]

    def tensor(name, kind):
        start, end = header[name]["data_offsets"]
        return numpy.frombuffer(body[start:end], kind).reshape(header[name]["shape"])

    return tensor("scale", numpy.float16).astype(numpy.float64), tensor("embeddings", numpy.uint8)


def direction(ids, scales, levels):
    total = (levels[ids] * scales[ids][:, None]).sum(0) if ids else numpy.zeros(256)
    return total / (numpy.linalg.norm(total) or 1.0)


def english():
    vocabulary = str(HERE / "english/vocab.txt")
    tokenizer = Tokenizer(models.WordPiece.from_file(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    scales, codes = tensors(HERE / "english/model.safetensors")
    levels = numpy.stack([(codes >> shift) & 3 for shift in (0, 2, 4, 6)], -1)
    levels = levels.reshape(len(scales), 256) - 1.5
    for text in SENTENCES:
        ids = [piece for piece in tokenizer.encode(text).ids if piece != 1]
        yield ids, direction(ids, scales, levels)


def multilingual():
    tokenizer = sentencepiece.SentencePieceProcessor(
        model_file=str(HERE / "multilingual/sp.model")
    )
    scales, codes = tensors(HERE / "multilingual/static.safetensors")
    levels = numpy.unpackbits(codes, axis=1, bitorder="little") * 2.0 - 1.0
    for text in SENTENCES:
        ids = [piece for piece in tokenizer.encode(text) if piece > 5]
        yield ids, direction(ids, scales, levels)


def findings(model):
    ids, vectors = zip(*model)
    return [
        {
            "text": text,
            "ids": pieces,
            "first_values": vector[:4].round(5).tolist(),
            "cosines": (numpy.array(vectors) @ vector).round(4).tolist(),
        }
        for text, pieces, vector in zip(SENTENCES, ids, vectors)
    ]


reference = {"english": findings(english()), "multilingual": findings(multilingual())}
lines = ",\n".join(
    f'"{name}": [\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]"
    for name, rows in reference.items()
)
target = HERE.parent / "src/text/vector/reference.json"
target.write_text("{" + lines + "}\n", encoding="utf-8")
