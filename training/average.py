"""The mean of the weights of several runs that began from one another (Wortsman et al. 2022).

    python average.py runs/third runs/fourth --out runs/final
"""

import argparse
import os
import shutil

from model import load_tagger, save_tagger


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    taggers = [load_tagger(run) for run in args.runs]
    tagger, labels = taggers[0]
    states = [other.state_dict() for other, _ in taggers]
    tagger.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    os.makedirs(args.out, exist_ok=True)
    save_tagger(tagger, labels, args.out)
    shutil.copy(f"{args.runs[0]}/tokenizer.json", args.out)


if __name__ == "__main__":
    main()
