"""Any trait of any widget can be set by a browser: that changes its own page, and gets nothing of somebody else."""

import pytest

from kennisbank import Lesson
from kennisbank.errors import NotFound
from tests.serve.attacks.conftest import CANARY

pytestmark = pytest.mark.slow
PAGES = ("start", "zoeken", "vastleggen", "kennisnetwerk", "kennisrisico", "leerklimaat")
PRIVATE = ("heimelijke zorg over een collega", "Ik twijfel of het goed gaat.", "half getypte bekentenis")
DEEDS = ("open", "ask", "narrow", "order", "turn", "begin", "submit", "topic", "team", "years", "more", "apply", "reflect", "review",
         "move", "weigh", "announce", "withdraw", "propose", "start", "bring", "stop", "answer", "gather", "rank", "typed", "saved", "__class__")  # fmt: skip
OF_ALL = frozenset({"_model_module", "_model_name", "_model_module_version", "_view_module", "_view_name", "_view_module_version",
                    "_view_count", "_dom_classes", "_esm", "_css", "_anywidget_id", "layout", "tabbable", "tooltip"})  # fmt: skip
"""Traits that every widget has; nothing of ours listens to them."""


@pytest.fixture(scope="module")
def hers(target):
    """What is anna's alone: a private lesson, and a draft."""
    with target.story.bank("anna") as bank:
        lesson = bank.add(Lesson(title="Alleen voor mij", happened=PRIVATE[0], learned=PRIVATE[0], visibility="private",
                                 team=target.story.ids["permits"]))  # fmt: skip
        draft = bank.keep_draft("lesson", {"title": "Kladje", "happened": PRIVATE[2]}).id
    return lesson, draft


def as_it_is(target, hers):
    """Return what anna's own things look like now."""
    lesson, draft = hers
    with target.story.bank("anna") as bank:
        drafts = {item.id: item.values for item in bank.my_drafts()}
        return bank.get(lesson).values(), len(bank.history(lesson)), drafts[draft], sorted(drafts)


def hostile(hers, target):
    """Return values that should be refused, or do nothing, wherever they are set."""
    lesson, draft = hers
    secret = target.story.ids["secret"]
    return (
        *(lesson, draft, secret, f"?id={lesson}", f"?draft={draft}&id={secret}", f"{lesson}' OR 1=1 --"),
        *("<img src=x onerror=alert(1)>", "x" * 300_000, -1, 2**70, None),
        *([[lesson, draft]], {"id": lesson, "revision": "1", "title": "x"}),
    )


def given(hers, target):
    """Return fields of forms that name somebody else's things."""
    lesson, draft = hers
    for id in (lesson, draft, target.story.ids["secret"]):
        yield {"id": id, "draft": draft, "record": id, "q": f"id:{id}", "title": "gekaapt", "happened": "gekaapt", "learned": "gekaapt",
               "status": "published", "confidence": "verified", "owners": id, "team": id, "topics": id, "visibility": "public",
               "created_by": "anna", "actor": "anna", "text": "gekaapt", "reason": "gekaapt", "outcome": "helped"}  # fmt: skip


@pytest.mark.parametrize("account", ["daan"])
@pytest.mark.parametrize("page", PAGES)
def test_no_value_of_a_trait_gets_or_changes_what_is_somebody_elses(target, hers, page, account):
    before = as_it_is(target, hers)
    with target.browser(account).at(page) as line:
        for model, state in line.states().items():
            if state["_model_name"] == "LayoutModel":
                continue
            for trait in state.keys() - OF_ALL:
                for value in hostile(hers, target):
                    line.change(model, **{trait: value})
            for value in hostile(hers, target)[-5:]:
                line.change(model, **dict.fromkeys(OF_ALL, value))
        said = str(line.states()) + line.all_heard

        assert before == as_it_is(target, hers)
        assert [] == [text for text in PRIVATE if text in said]


@pytest.mark.parametrize("account", ["daan"])
@pytest.mark.parametrize("page", PAGES)
def test_no_deed_gets_or_changes_what_is_somebody_elses(target, hers, page, account):
    before = as_it_is(target, hers)
    values = [value for value in hostile(hers, target) if isinstance(value, str)]
    with target.browser(account).at(page) as line:
        for model, state in line.states().items():
            if state["_model_name"] == "LayoutModel":
                continue
            for deed in DEEDS:
                for value in values:
                    line.do(model, do=deed, value=value, values={})
                for fields in given(hers, target):
                    line.do(model, do=deed, value=fields["id"], values=fields, number=1)
            for content in (
                None,
                [],
                "x",
                {"do": ["open"]},
                {"do": {"open": 1}},
                {"do": "open", "values": []},
            ):
                line.comm(model, {"method": "custom", "content": content})
        said = str(line.states()) + line.all_heard

        assert before == as_it_is(target, hers)
        assert [] == [text for text in PRIVATE if text in said]


@pytest.mark.parametrize("page", PAGES)
def test_no_address_gets_what_is_somebody_elses(target, hers, page):
    browser, names = (
        target.browser("daan"),
        ("id", "draft", "q", "title", "topic", "team", "hide", "years", "page"),
    )
    for value in (*hers, target.story.ids["secret"]):
        for query in ({"id": value}, {"draft": value}, dict.fromkeys(names, value)):
            opened = browser.open(page, **query)
            with browser.line(opened.kernel) as line:
                said = opened.text + str(line.states())

            assert [] == [text for text in (*PRIVATE, "Alleen voor mij", "Kladje") if text in said]


def test_typing_in_a_draft_of_somebody_else_keeps_nothing(target, hers):
    before = as_it_is(target, hers)
    with target.browser("daan").at("vastleggen", draft=hers[1]) as line:
        form = next(id for id, state in line.states().items() if "fields" in state)
        for deed in ("typed", "saved"):
            line.do(form, do=deed, values={"title": "gekaapt", "happened": "gekaapt"}, number=1)
        state = line.states()[form]

    assert before == as_it_is(target, hers)
    assert "" == state["kept"]
    assert 0 == state["acknowledged"]


def test_changing_a_record_that_one_may_not_see_is_refused_as_if_it_were_not_there(target, hers):
    with target.browser("daan").at("vastleggen", id=hers[0]) as line:
        form = next(id for id, state in line.states().items() if "fields" in state)
        line.do(form, do="saved", values={"title": "gekaapt", "happened": "gekaapt"}, number=1)
        line.states()
    with target.story.bank("daan") as bank, pytest.raises(NotFound):
        bank.get(hers[0])
    with target.story.bank("anna") as bank:
        assert "Alleen voor mij" == bank.get(hers[0]).title


def test_what_one_sets_stays_on_ones_own_page(target):
    mark = "<img src=x onerror=alert(1)>"
    with target.browser("bilal").at("zoeken") as line:
        for model, state in line.states().items():
            if "html" in state:
                line.change(model, html=mark, _esm=mark, _css=mark)
        assert mark in str(line.states())
        for account in ("bilal", "anna"):
            with target.browser(account).at("zoeken") as other:
                assert mark not in str(other.states())


def test_what_one_types_is_shown_to_others_as_text_only(target):
    mark = "<img src=x onerror=alert(1)>"
    with target.browser("bilal").at("vastleggen") as line:
        form = next(id for id, state in line.states().items() if "fields" in state)
        values = {"title": f"Titel {mark}", "happened": mark, "learned": f"[x](javascript:alert(1)) {mark}"}
        line.do(form, do="saved", values=values, number=1)
        saved = next(state["html"] for state in line.states().values() if "kb-saved" in state.get("html", ""))
    id = saved.partition("data-id='")[2].partition("'")[0]
    with target.story.bank("bilal") as bank:
        bank.move(id, "submitted")
    for page in PAGES:
        with target.browser("carla").at(page, id=id) as line:
            shown = "".join(state.get("html", "") for state in line.states().values())

        assert mark not in shown
        assert "javascript:" not in shown.replace("(javascript:", "")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("account", ["anna", "beheerder"])
def test_no_widget_holds_where_the_bank_is_or_a_secret(target, page, account):
    browser = target.browser(account)
    opened = browser.open(page)
    with browser.line(opened.kernel) as line:
        said = opened.text + str(line.states()) + line.all_heard

    for secret in (
        target.story.url,
        "KENNISBANK_",
        CANARY,
        "site-packages",
        str(target.log.parent),
        browser.http.cookies["kennisbank-session"],
    ):
        assert secret not in said
