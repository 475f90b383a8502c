"""Announcements of people, institutions and events that do not exist, as Parquet and as WARC files: ``pages.py FOLDER PAGES WARCS [SEED]``.

Pages share people, institutions and events, names come in several forms, some pages were taken twice, and some records are broken.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pyarrow
import pyarrow.parquet

GIVEN = "Adela Boris Carmen Dario Elin Farid Greta Hanna Igor Jana Karim Lotte Mira Nils Olga Petra Quentin Rosa Stefan Tara".split()
FAMILY = "Abbot Brandt Castell Dorsey Ekholm Farrow Galvez Hollis Imber Jansen Keller Lindqvist Moreau Novak Okafor Pereira Rossi Sand Tanaka Vance".split()
ENDS = "a berg dale er field ford holm ley man son stein ton wood worth".split()
PLACES = "Fenwick Valmont Lakeshore Norrby Castelo Harrow Ostmark Tilden Winslow Arden Belmar Corvin Dunmore Eskdale Farleigh".split()
KINDS = ["University of {}", "{} University", "{} Institute of Technology", "{} Academy of Sciences", "{} School of Law", "{} Research Centre"]
POSTS = ["Professor of Law", "Senior Researcher", "Director", "Head of Research", "Associate Professor", "Dean of Sciences"]
THEMES = ["tidal rivers", "soil and water", "public archives", "open data", "urban forests", "labour markets", "old maps", "rare metals"]
NOUNS = ["policy", "history", "measurement", "economics", "ethics", "statistics"]
MONTHS = "January February March April May June July August September October November December".split()


class Person(NamedTuple):
    given: str
    middle: str
    family: str
    post: str
    home: str

    def printed(self, dice: random.Random) -> str:
        """One of the forms in which the name is printed."""
        forms = [f"{self.given} {self.family}"] * 4 + [f"{self.given} {self.middle}. {self.family}", f"{self.given[0]}. {self.family}"]
        return dice.choice(forms)


class Record(NamedTuple):
    url: str
    html: bytes | None


def day(dice: random.Random) -> date:
    return date(2023, 1, 1) + timedelta(days=dice.randrange(700))


def said(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


class World:
    """Who there is, where, and what takes place."""

    def __init__(self, pages: int, dice: random.Random) -> None:
        self.dice = dice
        houses = max(12, pages // 60)
        self.homes = [KINDS[at % len(KINDS)].format(PLACES[at // len(KINDS) % len(PLACES)] + self.ending(at)) for at in range(houses)]
        self.people = [self.person() for _ in range(max(30, pages // 6))]
        self.events = [self.event() for _ in range(max(10, pages // 3))]

    def ending(self, at: int) -> str:
        turn = at // (len(KINDS) * len(PLACES))
        return ENDS[turn % len(ENDS)] if turn else ""

    def person(self) -> Person:
        pick = self.dice.choice
        return Person(pick(GIVEN), pick("ABCDEFGH"), pick(FAMILY) + pick(ENDS), pick(POSTS), pick(self.homes))

    def event(self) -> tuple[str, date, str, list[Person]]:
        dice = self.dice
        title = f"{dice.choice(['Workshop', 'Seminar', 'Conference', 'Lecture'])} on {dice.choice(THEMES)} and {dice.choice(NOUNS)}"
        return title, day(dice), dice.choice(self.homes), dice.sample(self.people, dice.randint(1, 4))

    def pages(self, count: int) -> Iterator[Record]:
        last = Record("", None)
        for number in range(count):
            # Some pages were taken twice: at once, and when they had changed.
            last = last if number % 97 == 96 else Record(*self.page(number))
            yield last

    def page(self, number: int) -> tuple[str, bytes | None]:
        dice = self.dice
        address = f"https://news{number % 50}.example.org/{number}"
        if number % 211 == 17:
            return address, b"%PDF-1.7\n\x00\x00\x00"
        changed = ""
        if number % 40 == 39:
            address = f"https://news{(number - 1) % 50}.example.org/{number - 1}"
            changed = "<meta property='article:modified_time' content='2025-01-07'>"
        title, starts, home, people = dice.choice(self.events)
        published = starts - timedelta(days=dice.randint(3, 40))
        body = [self.announcement, self.programme, self.appointment][number % 3](title, starts, home, people)
        menu = "".join(f"<li><a href=/{word}>{word.title()}</a></li>" for word in ("news", "events", "people", "research", "contact"))
        html = (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} | News</title>"
            f"<meta property='article:published_time' content='{published}'>{changed}</head><body>"
            f"<nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
            f"<footer><p>News desk, all rights reserved. Page {number}.</p></footer></body></html>"
        )
        return address, html.encode()

    def announcement(self, title: str, starts: date, home: str, people: list[Person]) -> str:
        talks = "".join(
            f"<p>Dr. {who.printed(self.dice)}, {who.post} at {who.home}, will give a talk on \"{self.talk()}\".</p>" for who in people
        )
        return (
            f"<p>The {home} invites to the {title} on {said(starts)} at 10:00. The {title.split()[0].lower()} is organised by the {home}.</p>{talks}"
            f"<p>Registration is open until {said(starts - timedelta(days=2))}.</p>"
        )

    def programme(self, title: str, starts: date, home: str, people: list[Person]) -> str:
        rows = "".join(
            f"<tr><td>{10 + at}:00</td><td>{who.printed(self.dice)} ({who.home})</td><td>{self.talk()}</td></tr>" for at, who in enumerate(people)
        )
        return f"<p>{said(starts)}, {home}</p><h2>Programme</h2><table><tr><th>Time</th><th>Speaker</th><th>Title</th></tr>{rows}</table>"

    def appointment(self, title: str, starts: date, home: str, people: list[Person]) -> str:
        who = people[0]
        return (
            f"<p>{who.printed(self.dice)}, {who.post} at {who.home}, has been appointed Director of the {home} from {said(starts)}.</p>"
            f"<p>\"We look forward to it\", said {people[-1].printed(self.dice)}, {people[-1].post} at {people[-1].home}.</p>"
        )

    def talk(self) -> str:
        dice = self.dice
        return f"{dice.choice(NOUNS).title()} of {dice.choice(THEMES)}: {dice.choice(['a survey', 'first results', 'what is missing', 'ten years on'])}"


def record(page: Record) -> bytes:
    """The answer of a server as a WARC record."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + (page.html or b"")
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number(page.url):012d}>\r\n"
        f"WARC-Date: 2024-12-01T00:00:00Z\r\nWARC-Target-URI: {page.url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def number(url: str) -> int:
    """Twelve digits that stand for an address."""
    return int(hashlib.sha256(url.encode()).hexdigest()[:12], 16) % 10**12


def broken(at: int, page: Record) -> bytes:
    """A record that cannot be read: cut off, of a wrong length, or none at all."""
    member = gzip.compress(record(page), 6)
    wrong = record(page).replace(b"Content-Length: ", b"Content-Length: 9")
    return [member[: len(member) // 2], gzip.compress(wrong, 6), b"no record at all\r\n" * 20][at % 3]


def write(folder: Path, pages: list[Record], warcs: int, dice: random.Random) -> None:
    parts = [pages[at::warcs] for at in range(warcs)]
    for name in ("parquet", "warc"):
        (folder / name).mkdir(parents=True)
    for at, part in enumerate(parts):
        table = pyarrow.table({"url": [page.url for page in part], "html": pyarrow.array([page.html for page in part], pyarrow.binary())})
        pyarrow.parquet.write_table(table, folder / "parquet" / f"part-{at:05}.parquet", compression="zstd")
        places = set(dice.sample(range(1, len(part)), 2)) if at % 4 == 0 else set()
        with open(folder / "warc" / f"part-{at:05}.warc.gz", "wb") as out:
            for place, page in enumerate(part):
                if place in places:
                    # Of a page that is nowhere else, so that whoever could read it would have a row too many.
                    out.write(broken(at // 4, page._replace(url=f"https://lost.example.org/{at}/{place}")))
                out.write(gzip.compress(record(page), 6))


def main() -> None:
    folder, count, warcs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    dice = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 20241128)
    write(folder, list(World(count, dice).pages(count)), warcs, dice)


if __name__ == "__main__":
    main()
