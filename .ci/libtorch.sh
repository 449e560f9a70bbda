#!/usr/bin/env bash
# Lays out a CPU-only libtorch 2.4 from PyPI wheels, without the ~2 GB of CUDA dependencies.
# usage: libtorch.sh DEST
set -euo pipefail
dest=${1:?usage: libtorch.sh DEST}
ver=2.4.1
[ -e "$dest/.ok-$ver" ] && { echo "libtorch $ver already in $dest"; exit 0; }
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
# cp311 is only a label here: the C++ libraries in the wheel are the same for each CPython
pip download -q --no-deps --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 \
    --platform manylinux1_x86_64 -d "$tmp" "torch==$ver"
pip download -q --no-deps --only-binary=:all: --platform manylinux1_x86_64 -d "$tmp" nvidia-cuda-cupti-cu12==12.1.105 nvidia-cuda-runtime-cu12==12.1.105
rm -rf "$dest"; mkdir -p "$dest/lib"
python3 - "$tmp" "$dest" <<'PY'
import glob, os, shutil, sys, zipfile
tmp, dest = sys.argv[1:]
libs = {"libtorch_cpu.so", "libc10.so", "libcupti.so.12", "libcudart.so.12"}
for whl in glob.glob(f"{tmp}/*.whl"):
    with zipfile.ZipFile(whl) as z:
        for i in z.infolist():
            base = os.path.basename(i.filename)
            if i.filename.startswith("torch/include/") and not i.is_dir():
                out = os.path.join(dest, i.filename[len("torch/"):])
            elif base in libs or base.startswith("libgomp-"):
                out = os.path.join(dest, "lib", base)
            else:
                continue
            os.makedirs(os.path.dirname(out), exist_ok=True)
            with z.open(i) as s, open(out, "wb") as d:
                shutil.copyfileobj(s, d, 1 << 20)
PY
# the wheel's own libtorch.so NEEDs libtorch_cuda.so; tch only wants a -ltorch to exist
echo 'INPUT(libtorch_cpu.so)' > "$dest/lib/libtorch.so"
touch "$dest/.ok-$ver"
du -sh "$dest"
