"""Prints what PyPI icalendar reads: one JSON object per event, and one per complaint."""

import datetime
import json
import pathlib
import sys

import icalendar


def instant(value):
    """A date as it is, a time in UTC; a time without a zone is a complaint of its own."""
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    if value.tzinfo is None:
        return "floating " + value.isoformat()
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


folder = pathlib.Path(sys.argv[1])
for path in sorted(folder.rglob("*.ics")):
    name = path.relative_to(folder).as_posix()

    def complain(text):
        print(json.dumps({"file": name, "complaint": text}))

    try:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
    except ValueError as error:
        complain(str(error))
        continue
    for component in calendar.walk():
        for key, error in component.errors:
            complain(f"{component.name} {key}: {error}")
    for tzid in sorted(calendar.get_missing_tzids()):
        complain(f"time zone {tzid} is used and not described")
    for event in calendar.walk("VEVENT"):
        print(json.dumps({
            "file": name,
            "uid": str(event["UID"]),
            "start": instant(event.start),
            "end": instant(event.end),
            "summary": str(event.get("SUMMARY", "")),
        }))
