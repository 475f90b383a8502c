"""dataset.jsonld as a JSON-LD processor sees it, without a network: flattened, it has a node for each row of dataset.json, and says the same of it.

    python read_jsonld.py FOLDER...     each with dataset.jsonld and dataset.json
"""

import json
import sys
from pathlib import Path

from pyld import jsonld

SCHEMA = "https://schema.org/"


def refuse(url, options):
    raise AssertionError(f"asks the network for {url}")


jsonld.set_document_loader(refuse)


def values(node, name):
    """The values of a property, and the addresses of nodes."""
    return sorted(value.get("@value", value.get("@id")) for value in node.get(SCHEMA + name, []))


def ids(rows):
    return sorted({f"urn:annals:{row}" for row in rows if row})


class Graph:
    def __init__(self, folder):
        document = json.loads((folder / "dataset.jsonld").read_text(encoding="utf-8"))
        flat = jsonld.flatten(document)
        self.nodes = {node["@id"]: node for node in flat}
        self.count = len(jsonld.to_rdf(document)["@default"])

    def node(self, row, kind):
        node = self.nodes[f"urn:annals:{row}"]
        assert node["@type"] == [SCHEMA + kind], (row, node["@type"])
        return node

    def says(self, node, **wanted):
        for name, value in wanted.items():
            value = [value] if isinstance(value, (str, int)) else sorted(value or [])
            assert values(node, name) == value, (node["@id"], name, values(node, name), value)

    def inner(self, node, name):
        """The nodes without a name of their own that a property holds."""
        return [self.nodes[value["@id"]] for value in node.get(SCHEMA + name, [])]


def check_people(graph, dataset):
    posts = [row for row in dataset["positions"] if row["change"] not in ("retired", "resigned", "died")]
    for row in dataset["people"]:
        mine = [post for post in posts if post["person_id"] == row["person_id"]]
        node = graph.node(row["person_id"], "Person")
        graph.says(node, name=row["name"], givenName=row["given_name"], familyName=row["family_name"],
                   alternateName=set(row["aliases"]),
                   jobTitle={post["title"] for post in mine if post["title"]},
                   affiliation=ids(post["institution_id"] for post in mine))
        titles = values(node, "honorificPrefix") + values(node, "honorificSuffix")
        assert set(titles) == set(row["honorifics"]), (row["person_id"], titles)


def check_institutions(graph, dataset):
    for row in dataset["institutions"]:
        node = graph.node(row["institution_id"], "Organization")
        short = row["abbreviation"] if row["abbreviation"] != row["name"] else None
        graph.says(node, name=row["name"], alternateName=short, sameAs=row["ror_id"], parentOrganization=ids([row["parent_id"]]))
        country = [value for address in graph.inner(node, "address") for value in values(address, "addressCountry")]
        assert country == [value for value in [row["country"] or row["registry_country"]] if value], row["institution_id"]


def check_events(graph, dataset):
    status = {"cancelled": "EventCancelled", "postponed": "EventPostponed", "held": "EventScheduled"}
    mode = {"online": "OnlineEventAttendanceMode", "in_person": "OfflineEventAttendanceMode", "hybrid": "MixedEventAttendanceMode"}
    speakers = ("speaker", "keynote", "panelist", "moderator", "chair", "opening", "closing")
    for row in dataset["events"]:
        node = graph.node(row["event_id"], "Event")
        mine = [one for one in dataset["appearances"] if one["event_id"] == row["event_id"]]
        graph.says(node, name=row["name"] or row["theme"],
                   eventStatus=row["status"] and SCHEMA + status[row["status"]],
                   eventAttendanceMode=row["format"] and SCHEMA + mode[row["format"]],
                   subjectOf=ids([row["announcement_id"]]),
                   performer=ids(one["person_id"] for one in mine if one["role"] in speakers),
                   subEvent=ids(talk["talk_id"] for talk in dataset["talks"] if talk["event_id"] == row["event_id"]),
                   sameAs=ids([row["group_id"]]) if row["group_id"] != row["event_id"] else None)
        start = values(node, "startDate")
        wanted = row["starts_on"] and row["starts_on"] + ("T" + row["start_time"] if row["start_time"] and len(row["starts_on"]) == 10 else "")
        assert not wanted and not start or start[0].startswith(wanted), (row["event_id"], start)
        online = [place for place in graph.inner(node, "location") if place["@type"] == [SCHEMA + "VirtualLocation"]]
        assert bool(online) == (row["format"] in ("online", "hybrid")), row["event_id"]
        names = [name for place in graph.inner(node, "location") for name in values(place, "name")]
        assert names == [row["venue"]] if row["venue"] else not names, (row["event_id"], names)
    for row in dataset["talks"]:
        node = graph.node(row["talk_id"], "Event")
        graph.says(node, name=row["title"], description=row["abstract"], superEvent=ids([row["event_id"]]))


def check(folder):
    dataset = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    graph = Graph(folder)
    check_people(graph, dataset)
    check_institutions(graph, dataset)
    check_events(graph, dataset)
    for row in dataset["announcements"]:
        graph.says(graph.node(row["announcement_id"], "WebPage"), name=row["title"], datePublished=row["published_on"],
                   inLanguage=row["language"])
    named = {id for id in graph.nodes if id.startswith("urn:annals:")}
    tables = {"announcements": "announcement_id", "events": "event_id", "people": "person_id", "institutions": "institution_id", "talks": "talk_id"}
    rows = {f"urn:annals:{row[key]}" for table, key in tables.items() for row in dataset[table]}
    assert rows == named, sorted(rows ^ named)[:5]
    print(f"{folder}: pyld: {len(rows)} nodes, those of dataset.json; {graph.count} triples")


for folder in map(Path, sys.argv[1:]):
    check(folder)
