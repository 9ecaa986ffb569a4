"""Compares our holidays with PyPI holidays and with what date-holidays.mjs printed, and names where policies differ."""

import datetime
import json
import pathlib
import sys

import holidays

YEARS = range(2024, 2036)

ours, off = {}, set()
for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    day, policy, name = line.split(" ", 2)
    day = datetime.date.fromisoformat(day)
    ours[day] = name.lower()
    if policy == "off":
        off.add(day)

wrong = []


def same(what, found, expected):
    for item in sorted(found ^ expected, key=str):
        wrong.append(f"{what}: {item} is {'missing from' if item in expected else 'only in'} ours")


def pypi(*categories):
    found = holidays.country_holidays("NL", years=YEARS, categories=categories, language="nl")
    return {day: name.lower() for day, name in found.items()}


def days(name):
    return {day for day, called in ours.items() if called == name}


# The names are the same but for capitals.
same("PyPI holidays", set(ours.items()), set(pypi("public", "optional").items()))

npm = [(datetime.date.fromisoformat(day), kind) for day, _, kind in json.loads(pathlib.Path(sys.argv[2]).read_text())]
# It calls Good Friday and Liberation Day days of schools; eves, observances and the day of the Kingdom are no holidays.
same("npm date-holidays", set(ours), {day for day, kind in npm if kind in ("public", "school")})

# Our default policy of days off. PyPI holidays counts Good Friday as a public holiday, and Liberation Day every five years;
# collective agreements have the latter, seldom the former. npm date-holidays counts neither, ever.
good_friday, liberation = days("goede vrijdag"), days("bevrijdingsdag")
lustrum = {day for day in liberation if day.year % 5 == 0}
same("policy, PyPI holidays", off | good_friday, set(pypi("public")))
same("policy, npm date-holidays", off - lustrum, {day for day, kind in npm if kind == "public"})

for line in wrong[:50]:
    print(line)
if wrong:
    sys.exit(1)
print(f"{len(ours)} holidays of {YEARS[0]} to {YEARS[-1]}: the same days in PyPI holidays and npm date-holidays")
print("policies differ on Good Friday (PyPI: a day off) and on Liberation Day of 2025, 2030 and 2035 (npm: no day off)")
