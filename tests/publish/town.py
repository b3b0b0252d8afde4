"""A small public works department and what it learned: records to publish, and records that must never be.

`everything()` has all of it, `public()` what anybody may read. Ids are made from a nickname: `at("bridge")`.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta

from kennisbank.domain.fields import Link
from kennisbank.domain.ids import new_id
from kennisbank.domain.kinds.action import Action
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.reflection import Reflection
from kennisbank.domain.kinds.source import Source
from kennisbank.domain.kinds.team import Team
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.policy import ANONYMOUS, may
from kennisbank.domain.record import Record
from kennisbank.domain.revision import Revision, make_revision

TODAY = date(2026, 11, 24)
START = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
_ORDER: tuple[str, ...] = (
    "office", "bridges", "roads", "desk", "planning", "tender", "contracts", "handover", "residents", "winter",
    "digital", "guide", "study", "bridge", "salt", "letter", "quay", "tree", "meeting", "sensor", "english", "old",
    "merged", "merged_secret", "secret", "team_only", "draft", "anna", "action", "reflection", "hidden_topic",
)  # fmt: skip


def at(name: str) -> str:
    """Return the id of the record nicknamed `name`."""
    bits = int.from_bytes(hashlib.sha256(name.encode()).digest()[:10], "big")
    return new_id(START + timedelta(days=9 * _ORDER.index(name)), randbits=lambda _: bits)


def _made(name: str, record: Record, *, number: int = 1) -> Record:
    created = START + timedelta(days=9 * _ORDER.index(name))
    changed = created + timedelta(days=40 * (number - 1))
    return record.model_copy(
        update={
            "id": at(name),
            "created": created,
            "modified": changed,
            "revision": number,
            "made_by": "anna",
        }
    )


def everything() -> tuple[Record, ...]:
    """Return all records, in order of id."""
    found = (*_teams_and_topics(), *_sources(), *_lessons(), *_closed())
    return tuple(sorted(found, key=lambda record: record.id))


def public() -> tuple[Record, ...]:
    """Return the records that somebody who is not signed in may read."""
    return tuple(record for record in everything() if may(ANONYMOUS, "read", record))


def revisions() -> dict[str, list[Revision]]:
    """Return a history for each public record: it was added, and reviewed where it has more revisions."""
    found: dict[str, list[Revision]] = {}
    for record in public():
        for number in range(1, record.revision + 1):
            made = make_revision(
                record.model_copy(update={"revision": number}), seq=number,
                at=(record.created or START) + timedelta(days=40 * (number - 1)),
                deed="add" if number == 1 else "review", actor="anna", reason="Anna keek ernaar", salt="zout",
                previous="",
            )  # fmt: skip
            found.setdefault(record.id, []).append(made)
    return found


def _teams_and_topics() -> tuple[Record, ...]:
    teams = (
        ("office", Team(title="Dienst Openbare Werken", abbreviation="DOW", purpose="Wij zorgen voor **buiten**.")),
        ("bridges", Team(title="Bruggen en kades", part_of=at("office"), led_by=at("anna"),
                         purpose="Wij houden 214 bruggen en 38 kilometer kade veilig.")),
        ("roads", Team(title="Wegen", part_of=at("office"), purpose="Wij onderhouden wegen en fietspaden.")),
        ("desk", Team(title="Meldpunt", part_of=at("office"), purpose="Hier komen alle meldingen binnen.")),
    )  # fmt: skip
    topics = (
        ("planning", Topic(title="Plannen", definition="Bepalen wie wanneer wat doet.", alternatives=("planning",))),
        ("tender", Topic(title="Aanbesteden", definition="Werk op de markt zetten.", broader=at("contracts"),
                         alternatives=("inkopen", "uitvraag"))),
        ("contracts", Topic(title="Contracten", definition="Afspraken met bedrijven.", related=(at("hidden_topic"),))),
        ("handover", Topic(title="Overdragen", definition="Zorgen dat kennis blijft als iemand gaat.",
                           alternatives=("overdracht", "kennisoverdracht"))),
        ("residents", Topic(title="Omgaan met bewoners", definition="Luisteren, uitleggen en afspraken nakomen.")),
        ("winter", Topic(title="Gladheid", broader=at("planning"), definition="Strooien en sneeuwruimen.")),
        ("digital", Topic(title="Sensoren en gegevens", definition="Meten in plaats van gissen.")),
    )  # fmt: skip
    return tuple(_made(name, record) for name, record in (*teams, *topics))


def _sources() -> tuple[Record, ...]:
    guide = Source(
        title="Handreiking Kades", written_by="Kenniskring Waterbouw", year="2021", form="report",
        quality="strong", link="https://voorbeeld.nl/kades", summary="Hoe je een kade beoordeelt zonder te graven.",
    )  # fmt: skip
    study = Source(
        title="Why handovers fail", written_by="J. Meadow", year="2019", form="article", language="en",
        doi="10.1000/handover", summary="Interviews in twelve agencies.",
    )  # fmt: skip
    return _made("guide", guide), _made("study", study)


def _lesson(name: str, *, number: int = 2, until: date | None = date(2027, 5, 1), **values: object) -> Lesson:
    chosen: dict[str, object] = {
        "visibility": "public", "status": "identified", "confidence": "verified", "nature": "problem",
        "review_until": until, "occurred_on": date(2026, 1, 1) + timedelta(days=7 * _ORDER.index(name)), **values,
    }  # fmt: skip
    made = _made(name, Lesson(**chosen), number=number)  # type: ignore[arg-type]
    assert isinstance(made, Lesson)
    return made


BRIDGE = """De Kleine Sluisbrug ging **drie weken** dicht. Elke dag opnieuw vroegen mensen aan de balie wanneer hij openging.

- De planning hing alleen bij ons op kantoor.
- De aannemer belde de uitvoerder, niet het Meldpunt.

Zie ook [de les over de kade](kade/{quay}) en [een andere les]({secret})."""


def _lessons() -> tuple[Record, ...]:
    return (
        _lesson(
            "bridge", number=3, status="learned", title="Vertel het Meldpunt als eerste dat een brug langer dicht blijft",
            happened=BRIDGE.format(quay=at("quay"), secret=at("secret")),
            learned="Het Meldpunt hoort een uitloop eerder dan wij denken, maar van de verkeerde mensen.",
            recommendation="Bel het Meldpunt zodra de aannemer uitloop noemt. Doe dat vóór je je eigen leiding belt.",
            cause="In het draaiboek stond het Meldpunt pas op regel 14.", effect="Het aantal herhaalvragen halveerde.",
            topics=(at("residents"), at("planning")), team=at("bridges"), sources=(at("guide"),),
            authors=(at("anna"),), related=(at("quay"), at("secret")), embedded_in="Draaiboek afsluitingen, regel 1",
        ),
        _lesson(
            "salt", title="Strooi de fietsbrug vóór de weg", until=date(2026, 12, 10), nature="success",
            happened="Bij de eerste vorst reden we de bruggen als laatste. Twee fietsers vielen.",
            learned="Een brugdek bevriest eerder dan een weg, ook bij twee graden boven nul.",
            recommendation="Begin de strooiroute bij de bruggen.", topics=(at("winter"),), team=at("roads"),
        ),
        _lesson(
            "letter", title="Een brief met één vraag krijgt drie keer zo vaak antwoord", nature="success",
            until=date(2026, 8, 31), status="embedded",
            happened="We schreven bewoners over de nieuwe kade en stelden vijf vragen tegelijk.",
            learned="Mensen beantwoorden alleen de eerste vraag. De rest leggen ze weg.",
            recommendation="Stel per brief één vraag en zet die bovenaan.", topics=(at("residents"),), team=at("desk"),
        ),
        _lesson(
            "quay", title="Een kade zakt eerst waar niemand kijkt", sources=(at("guide"),),
            happened="Achter een rij garages was de kade zes centimeter gezakt. Vanaf het water was niets te zien.",
            learned="Onze inspectie volgde de route van de boot, niet de plek van het risico.",
            recommendation="Kies inspectiepunten op leeftijd en grondsoort.", topics=(at("planning"), at("digital")),
            team=at("bridges"), timeline="- 3 maart: melding\n- 5 maart: meting\n- 9 maart: kade afgezet",
        ),
        _lesson(
            "tree", title="Vraag de aannemer hoe hij om de bomen heen werkt", confidence="contested",
            happened="De laagste inschrijver rekende met het kappen van elf bomen.",
            learned="Wat niet in de uitvraag staat, telt niet mee in de prijs.", topics=(at("tender"),),
            team=at("roads"), status="action_running", not_when="Bij spoedwerk.",
        ),
        _lesson(
            "meeting", title="De geëvalueerde vergadering werd een half uur korter", nature="success", until=None,
            happened="Na elk overleg vroegen we wat beter kon.", confidence="unverified",
            learned="Vijf minuten terugkijken scheelt de keer erna een half uur.", topics=(at("planning"),),
            team=at("office"), status="no_action",
        ),
        _lesson(
            "sensor", title="Een sensor zonder eigenaar meet niets", topics=(at("digital"), at("handover")),
            happened="Na het vertrek van een collega bleven veertien sensoren een jaar lang onbeheerd.",
            learned="Personeelsverloop treft ook apparaten: niemand wist van het wachtwoord.",
            recommendation="Geef elke sensor een eigenaar in het overdrachtsformulier.", team=at("bridges"),
            sources=(at("study"),),
        ),
        _lesson(
            "english", title="Test the spare pump before you need it", language="en", topics=(at("handover"),),
            happened="The spare pump failed on the night of the storm.", team=at("roads"),
            learned="A spare that is never tested is not a spare.", recommendation="Run spare pumps every month.",
        ),
        _lesson(
            "old", title="Kade <b>meten</b> & \"verzakking\" 'volgen'", learned="Meet elk jaar & vergelijk.",
            happened='<script>alert("x")</script> [klik](javascript:alert(1)) ![foto](https://elders.nl/foto.png)',
            link="javascript:alert(2)", topics=(at("digital"),), team=at("bridges"),
        ),
        _lesson("merged", title="Kades zakken achter garages", learned="Zie de andere.", replaced_by=at("quay")),
    )  # fmt: skip


def _closed() -> tuple[Record, ...]:
    return (
        _lesson("merged_secret", title="Opgegaan in iets geheims", learned="Iets.", replaced_by=at("secret")),
        _lesson("secret", title="Zorgen over toezicht", learned="Geheimpje.", visibility="private"),
        _lesson("team_only", title="Alleen voor het team", learned="Binnenskamers.", visibility="team",
                team=at("bridges"), topics=(at("planning"),), related=(at("bridge"),)),
        _lesson("draft", title="Nog niet bekeken", learned="Ruw.", status="observation"),
        _made("anna", Person(title="Anna de Wit", email="anna@voorbeeld.nl", teams=(Link(to=at("bridges")),))),
        _made("action", Action(title="Draaiboek aanpassen", lessons=(at("bridge"),), owners=(at("anna"),))),
        _made("reflection", Reflection(title="Terugblik", about=(at("bridge"),), text="Het werkte.",
                                       visibility="public", people=(at("anna"),))),
        _made("hidden_topic", Topic(title="Integriteitszaken", visibility="organisation")),
    )  # fmt: skip
