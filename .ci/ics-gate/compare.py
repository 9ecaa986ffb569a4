"""Compares what the readers understood, and checks the lines of each file by the letter of RFC 5545, 3.1."""

import json
import pathlib
import sys

folder, answers = pathlib.Path(sys.argv[1]), [pathlib.Path(path) for path in sys.argv[2:]]
wrong = []
files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.ics"))

for name in files:
    text = (folder / name).read_bytes()
    if not text.endswith(b"\r\n"):
        wrong.append(f"{name}: does not end in CRLF")
    for number, line in enumerate(text.split(b"\r\n"), 1):
        if len(line) > 75:
            wrong.append(f"{name}, line {number}: {len(line)} octets, more than 75")
        if b"\n" in line or b"\r" in line:
            wrong.append(f"{name}, line {number}: a line end other than CRLF")
        try:
            line.decode()
        except UnicodeDecodeError:
            wrong.append(f"{name}, line {number}: folded inside a character")

seen = {}
for path in answers:
    events = seen[path.name] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        if "complaint" in answer:
            wrong.append(f"{answer['file']}: {path.name} says: {answer['complaint']}")
            continue
        key = (answer["file"], answer["uid"])
        if key in events:
            wrong.append(f"{key[0]}: {path.name} reads {key[1]} twice")
        events[key] = (answer["start"], answer["end"], answer["summary"])

events = sorted(set().union(*seen.values()))
for key in events:
    read = {reader: found.get(key) for reader, found in seen.items()}
    if len(set(read.values())) > 1 or None in read.values():
        wrong.append(f"{key[0]}, {key[1]}: " + "; ".join(f"{reader} {found}" for reader, found in read.items()))
    for reader, found in read.items():
        if found and "floating" in found[0] + found[1]:
            wrong.append(f"{key[0]}, {key[1]}: {reader} knows no zone for it")

if not files:
    wrong.append(f"{folder}: no .ics file")
for line in wrong[:50]:
    print(line)
if wrong:
    print(f"{len(files)} files, {len(events)} events, {len(wrong)} differences")
    sys.exit(1)
print(f"{len(files)} files, {len(events)} events, all agree ({', '.join(seen)})")
