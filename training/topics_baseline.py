"""What topics reach without a transformer: TF-IDF of syllables or characters and a linear support vector machine.

    python topics_baseline.py --gold ../../shared/corpus/topics/train.jsonl \
        --articles ../../shared/corpus/articles/*.jsonl.gz --extra ../corpus/topics/*

Cross-validated over the gold articles, on the same folds as `topics.py`, with and without extra training articles.
"""

import argparse

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from topic_data import measure, read_articles, read_extra, read_labels, stratified_folds, targets

NGRAMS = {
    "syllables 1-2": {"token_pattern": r"\w+", "ngram_range": (1, 2)},
    "characters 2-5": {"analyzer": "char_wb", "ngram_range": (2, 5), "max_features": 200_000},
}


def scores_of(points, main, train, test):
    """Main-topic probabilities of a calibrated SVM; they serve for all topics as well."""
    model = CalibratedClassifierCV(LinearSVC(C=0.5, class_weight="balanced"), cv=2, ensemble=False)
    return model.fit(points[train], main[train]).predict_proba(points[test])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", required=True)
    parser.add_argument("--articles", nargs="+", required=True)
    parser.add_argument("--extra", nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    articles = read_articles(args.articles)
    gold = read_labels(args.gold, articles)
    known = {record["id"] for record in gold}
    extra = [record for record in read_extra(args.extra, articles) if record["id"] not in known]
    records = gold + extra
    main_topics, every = targets(records)
    fold = stratified_folds(main_topics[: len(gold)], args.folds, 0)
    for name, options in NGRAMS.items():
        vectorizer = TfidfVectorizer(lowercase=True, min_df=2, sublinear_tf=True, **options)
        points = vectorizer.fit_transform(f"{record['title']}\n" * 2 + record["text"] for record in records)
        for more in (0, len(extra)) if extra else (0,):
            scores = np.zeros((len(gold), every.shape[1]))
            for number in range(args.folds):
                train = np.r_[np.flatnonzero(fold != number), np.arange(len(gold), len(gold) + more)]
                test = np.flatnonzero(fold == number)
                scores[test] = scores_of(points, main_topics, train, test)
            measured = measure(scores, main_topics[: len(gold)], every[: len(gold)], 0.3)
            label = f"{name}, {'gold alone' if not more else f'{more} extra'}"
            print(f"{label:28}", "  ".join(f"{key} {value:.3f}" for key, value in measured.items()), flush=True)


if __name__ == "__main__":
    main()
