#!/usr/bin/env bash
# `annals eval` must print the figures of the reference scorer in ../shared/tools, on every folder with gold there.
set -euo pipefail
cd "$(dirname "$0")/../.."
annals=target/release/annals
failed=0
for folder in ../shared/seed ../shared/corpus/pages ../shared/corpus/seminars ../shared/corpus/calls; do
  documents=$(mktemp)
  "$annals" extract --format jsonl "$folder" > "$documents"
  python3 ../shared/tools/score.py --json "$folder" "$documents" > "$documents.reference"
  "$annals" eval --json "$folder" > "$documents.ours"
  python3 - "$folder" "$documents.reference" "$documents.ours" <<'PY' || failed=1
import json, sys
folder, reference, ours = sys.argv[1], *(json.load(open(name)) for name in sys.argv[2:])
wrong = [f"{field}: {value[key]:.6f} is not {ours['fields'][field][key]:.6f} ({key})"
         for field, value in reference["fields"].items() for key in ("precision", "recall", "f1", "gold", "predicted")
         if abs(value[key] - ours["fields"][field][key]) > 1e-9]
print(f"{folder}: {len(reference['fields'])} fields, macro F1 {reference['macro_f1']:.3f}, {len(wrong)} differences")
print("\n".join(wrong))
sys.exit(bool(wrong))
PY
  rm -f "$documents" "$documents.reference" "$documents.ours"
done
exit "$failed"
