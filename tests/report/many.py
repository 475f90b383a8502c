"""Makes N pages of announcements that differ: many.py FOLDER N. The same N gives the same pages."""
import random
import sys
from pathlib import Path

GIVEN = "Anna Maria Peter Jane Paul Lucy Amal Ravi Mei Tomas Ines Karl Nora Hugo Leila Omar Petra Ivan Rosa Felix".split()
FAMILY = [a + b for a in "Hol Mar Ken Bel Tor Wins Lind Ash Fen Gre".split() for b in "lis tin ley der vik low qvist ford wick gor".split()]
TOWN = "Fenwick Ashford Marlow Bellhaven Torrey Lindale Gresham Winslow Kenley Hollin".split()
COUNTRY = "Germany France Brazil Japan Kenya India Canada Norway Spain Chile".split()
TOPIC = "Rivers Archives Harbours Forests Bees Grammar Tides Maps Bridges Winters".split()
POST = ["Professor of Law", "Head of Research", "Director", "Lecturer in History", "Senior Scientist"]
FILLER = "The hall was full that evening, and people stayed for a long discussion of what had been said and of what is still to be done. "


def page(number, rng):
    day, month, year = rng.randint(1, 28), rng.choice("January March May June September November".split()), rng.randint(2015, 2025)
    who = [f"Dr. {rng.choice(GIVEN)} {rng.choice(FAMILY)}" for _ in range(3)]
    town = [rng.choice(TOWN) for _ in range(3)]
    title = f"Public lecture {number}: {rng.choice(TOPIC)} and {rng.choice(TOPIC)}"
    talks = "".join(
        f"<p>{who[n]}, {rng.choice(POST)} at {town[n]} University, {rng.choice(COUNTRY)}, presented “{rng.choice(TOPIC)} of {town[n]}, part {number}”.</p>"
        for n in range(3)
    )
    return (
        f"<html lang=en><head><title>{title}</title></head><body><main><h1>{title}</h1>"
        f"<p>The lecture was held on {day} {month} {year} at 18:00 in Room {number % 90 + 10}.</p>{talks}<p>{FILLER * 4}</p></main></body></html>"
    )


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(7)
    beside = folder.with_name(folder.name + ".new")
    beside.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (beside / f"{number:05}.html").write_text(page(number, rng), encoding="utf-8")
    beside.rename(folder)


main()
