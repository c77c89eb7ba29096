#!/bin/sh
# Back up a data folder, also while a night runs:  backup.sh DATA TARGET
#
# The database first, then the WARC files: these only grow and are never rewritten, so that every capture
# that the copied tables name is in the copied files. What a file has beyond that is taken in by the next night.
set -eu
data=${1:?usage: backup.sh DATA TARGET}
target=${2:?usage: backup.sh DATA TARGET}

mkdir -p "$target/warc"
rm -f "$target/archive.db.partial"
"${PYTHON:-python3}" - "$data/archive.db" "$target/archive.db.partial" <<'SQL'
import sqlite3, sys
source, copy = sys.argv[1:]
db = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=60)
db.execute("VACUUM INTO ?", (copy,))
db.close()
SQL
for file in "$data"/warc/*.warc.gz "$data"/warc/*.warc; do
    [ -f "$file" ] || continue
    copy="$target/warc/${file##*/}"
    if [ ! -f "$copy" ] || [ "$(wc -c <"$file")" -ne "$(wc -c <"$copy")" ]; then
        cp -p "$file" "$copy.partial"
        mv "$copy.partial" "$copy"
    fi
done
for name in fangzhi.toml corrections.yaml robots.txt; do
    if [ -f "$data/$name" ]; then cp -p "$data/$name" "$target/$name"; fi
done
if [ -d "$data/sites" ]; then
    rm -rf "$target/sites.partial"
    cp -RpL "$data/sites" "$target/sites.partial"  # `sites` may be a link to a checkout
    rm -rf "$target/sites"
    mv "$target/sites.partial" "$target/sites"
fi
sync
mv "$target/archive.db.partial" "$target/archive.db"
