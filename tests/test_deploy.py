"""What stands ready in `deploy/`: it can be read, names no machine, and gives researchers no way to the bank."""

import asyncio
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from tornado.web import HTTPError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from tests.services.hub import CONFIG
from tests.story import tell

DEPLOY = CONFIG.parent
VALUES = yaml.safe_load((DEPLOY / "values.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture
def told(monkeypatch, sqlite_url, tmp_path):
    """Say in variables what the hub's configuration asks for, and read it."""

    def read(**variables: str) -> Config:
        for name, value in {
            "KENNISBANK_URL": sqlite_url,
            "KENNISBANK_HUB_STATE": str(tmp_path),
            **variables,
        }.items():
            monkeypatch.setenv(name, value)
        return PyFileConfigLoader(str(CONFIG)).load_config()

    return read


def server(account: str, name: str, **more) -> SimpleNamespace:
    """Return what the hub is about to start for `account`."""
    groups = [SimpleNamespace(name=group) for group in more.pop("groups", ())]
    given = {"cmd": ["kennisbank"], "environment": {"KENNISBANK_URL": "the bank"}, "extra_labels": {}}
    return SimpleNamespace(user=SimpleNamespace(name=account, groups=groups), name=name, **given)


def test_the_hub_starts_the_apps_for_everybody(told):
    config = told()

    assert ["kennisbank", "serve", "--hub"] == config.Spawner.cmd
    assert not config.JupyterHub.allow_named_servers


def test_the_hub_ends_servers_that_nobody_uses(told):
    config = told(KENNISBANK_HUB_IDLE_SECONDS="600")
    (service,) = config.JupyterHub.services

    assert ["-m", "jupyterhub_idle_culler", "--timeout=600", "--cull-every=100"] == service["command"][1:]
    assert [service["name"]] == config.JupyterHub.load_roles[0]["services"]


def test_the_secret_of_the_issuer_is_kept_from_servers(told):
    config = told(KENNISBANK_OIDC_SECRET="s3cret")

    assert "s3cret" == config.GenericOAuthenticator.client_secret
    assert "s3cret" not in config.Spawner.environment.values()


def test_a_researcher_gets_a_second_server_without_the_bank(told, sqlite_url):
    tell(sqlite_url)
    config = told(KENNISBANK_RESEARCH_COPY="/copies/2026", KENNISBANK_HUB_SPAWNER="docker")
    lab = server("rik", "onderzoek")
    asyncio.run(config.Spawner.pre_spawn_hook(lab))

    assert config.JupyterHub.allow_named_servers
    assert ["jupyterhub-singleuser"] == lab.cmd
    assert {"KENNISBANK_URL": "/copies/2026", "KENNISBANK_ACTOR": "onderzoeker"} == lab.environment


@pytest.mark.parametrize(("account", "name"), [("anna", "onderzoek"), ("rik", "iets"), ("nemo", "onderzoek")])
def test_nobody_else_gets_a_second_server(told, sqlite_url, account, name):
    tell(sqlite_url)
    config = told(KENNISBANK_RESEARCH_COPY="/copies/2026", KENNISBANK_HUB_SPAWNER="docker")

    with pytest.raises(HTTPError, match="Only researchers"):
        asyncio.run(config.Spawner.pre_spawn_hook(server(account, name)))


def test_a_server_with_the_apps_stays_as_it_is(told, sqlite_url):
    apps = server("rik", "")
    asyncio.run(told().Spawner.pre_spawn_hook(apps))

    assert ["kennisbank"] == apps.cmd


def test_researchers_need_a_spawner_that_keeps_people_apart(told):
    with pytest.raises(ValueError, match="keeps people apart"):
        told(KENNISBANK_RESEARCH_COPY="/copies/2026")


def test_the_values_for_kubernetes_start_the_apps_as_an_account_without_rights():
    single = VALUES["singleuser"]

    assert ["kennisbank", "serve", "--hub"] == single["cmd"]
    assert [1000, False] == [single["uid"], single["allowPrivilegeEscalation"]]
    assert {"name": "kennisbank", "key": "url"} == single["extraEnv"]["KENNISBANK_URL"]["valueFrom"][
        "secretKeyRef"
    ]


def test_on_kubernetes_only_the_apps_reach_the_bank():
    policy = yaml.safe_load((DEPLOY / "network-policy.yaml").read_text(encoding="utf-8"))
    single = VALUES["singleuser"]

    assert single["extraLabels"] == policy["spec"]["podSelector"]["matchLabels"]
    assert {False} == set(single["networkPolicy"]["egressAllowRules"].values())
    assert [] == single["networkPolicy"]["egress"]


def test_on_kubernetes_a_researcher_gets_a_second_server_without_the_bank():
    c, lab = Config(), server("rik", "onderzoek", groups=["onderzoekers"])
    exec(VALUES["hub"]["extraConfig"]["20-research"], {"c": c})  # noqa: S102 - ours
    c.KubeSpawner.pre_spawn_hook(lab)

    assert "/copy" == lab.environment["KENNISBANK_URL"]
    assert {"kennisbank": "research"} == lab.extra_labels


def test_on_kubernetes_nobody_else_gets_a_second_server():
    c = Config()
    exec(VALUES["hub"]["extraConfig"]["20-research"], {"c": c})  # noqa: S102 - ours

    with pytest.raises(HTTPError, match="Only researchers"):
        c.KubeSpawner.pre_spawn_hook(server("anna", "onderzoek"))


def test_the_image_is_built_from_the_lock_and_runs_without_rights():
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]

    assert "--require-hashes -r requirements.lock" in stages[0]
    assert ["USER 1000", "USER 1000"] == re.findall(r"^USER .*$", DOCKERFILE, flags=re.MULTILINE)
    assert all(
        "--no-index" in line for stage in stages[1:] for line in stage.splitlines() if "pip install" in line
    )


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_what_is_deployed_names_no_host_but_an_example(path: Path):
    hosts = re.findall(
        r"(?<![\w.])(?:[\w-]+\.)+(?:org|com|net|io|nl|dev)\b", path.read_text(encoding="utf-8")
    )
    outside = {host for host in hosts if not host.endswith("example.org")}

    assert set() == outside - {"networking.k8s.io"}
