#!/bin/sh
# Backs up what cannot be made again: backup.sh DATA TARGET
#
#   raw/       the archive with what people wrote in it (register, links, forgotten): files are only ever added
#   output/    the snapshots that are published, so that a rollback is possible; `yusuan run` could make the latest again
#
# Safe while yusuan runs: an object is durable before its capture is listed, and a snapshot is complete before `latest`
# names it; so the archive's lists and `latest` are copied first, and what they name afterwards.
set -eu
data=$1
target=$2
mkdir -p "$target"
copy() { # what is there already by name is complete and is never written again
    [ -e "$data/$1" ] || return 0
    mkdir -p "$target/$1"
    (cd "$data/$1" && find . -type f ! -name '.*' -print) | while IFS= read -r file; do
        [ -e "$target/$1/$file" ] && continue
        mkdir -p "$(dirname "$target/$1/$file")"
        cp -p "$data/$1/$file" "$target/$1/$file.part" && mv "$target/$1/$file.part" "$target/$1/$file"
    done
}
changing() { # small files that change: always copied
    for file in "$data"/$1; do
        if [ -f "$file" ]; then
            cp -p "$file" "$target/$2.part" && mv "$target/$2.part" "$target/$2/$(basename "$file")"
        fi
    done
}
mkdir -p "$target/raw" "$target/output"
changing "raw/*.yaml" raw
changing "raw/index.jsonl" raw
latest=$(readlink "$data/output/latest" 2>/dev/null || true)
copy raw/objects
copy raw/captures
copy raw/asked
copy output/snapshots
if [ -n "$latest" ]; then ln -sfn "$latest" "$target/output/latest"; fi
echo "backed up $data to $target"
