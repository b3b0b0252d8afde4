"""The services that tests lean on: a fresh database each, and a browser that stays on this machine."""

import psycopg
import pytest


def test_the_database_is_a_real_postgresql_and_empty(postgresql_url):
    with psycopg.connect(postgresql_url) as connection:
        version = connection.info.server_version
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()

    assert 180000 <= version
    assert (0,) == tables


def test_each_address_of_a_bank_is_new(bank_url, sqlite_url, postgresql_url):
    assert bank_url in (sqlite_url, postgresql_url)


@pytest.mark.browser
def test_a_page_has_the_size_language_and_colours_asked_for(page_at):
    page = page_at(width=390, height=844, language="en", dark=True)

    assert [390, "en", True] == page.evaluate(
        "[innerWidth, navigator.language, matchMedia('(prefers-color-scheme: dark)').matches]"
    )


@pytest.mark.browser
def test_a_page_cannot_reach_another_machine(browser):
    page = browser.new_page()
    page.set_content("<img src='http://example.org/x.png' onerror='document.title = `refused`'>")
    page.wait_for_function("document.title === 'refused'")
    page.context.close()


@pytest.mark.browser
def test_axe_names_what_is_wrong_with_a_page(page_at, axe):
    page = page_at()
    page.set_content("<html lang=nl><title>x</title><main><h1>Kop</h1><img src=''></main>")

    assert ["image-alt"] == [line.split(":")[0] for line in axe(page)]
