"""Of Jupyter's and Voila's own addresses there is nothing, for a member and for the administrator alike."""

import pytest

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ADDRESSES = (
    "api", "api/contents", "api/contents/start.ipynb", "api/contents/start.ipynb/checkpoints", "api/terminals", "api/terminals/1",
    "terminals/websocket/1", "api/sessions", "api/kernels", "api/kernelspecs", "api/config/notebook", "api/nbconvert",
    "nbconvert/html/start.ipynb", "api/me", "api/status", "api/spec.yaml", "api/shutdown", "api/events", "api/events/subscribe",
    "api/security/csp-report", "api/lsp", "lsp/ws/pylsp", "voila", "voila/render/start.ipynb", "voila/tree", "voila/files/start.ipynb",
    "voila/static/voila.js", "voila/templates/base/index.html.j2", "voila/api/contents", "voila/api/shutdown/{kernel}",
    "voila/query/{kernel}", "voila/execution/{kernel}", "api/kernels/{kernel}/restart", "api/kernels/{kernel}/interrupt",
    "nbextensions/x.js", "kernelspecs/kennisbank/logo-64x64.png", "files/start.ipynb", "view/start.ipynb", "edit/start.ipynb",
    "notebooks/start.ipynb", "login", "logout", "tree", "lab", "lab/api/settings", "doc", "console", "custom/custom.css",
    "static/style/style.min.css", "static/favicon.ico", "favicon.ico", "robots.txt", "hub/api", "services", "user/anna", "proxy/22",
    "metrics/x", "health/x", "static/", "static",
)  # fmt: skip


@pytest.fixture(scope="module", params=["anna", "beheerder", ""])
def browser(request, target):
    """Somebody, and the kernel of a page of theirs."""
    made = target.browser(request.param)
    made.kernel = made.open("start").kernel if request.param else "0" * 8 + "-0000-0000-0000-" + "0" * 12
    made.token = made.open("start").token if request.param else "x"
    return made


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_of_jupyter_answers_nobody(browser, address):
    address = address.format(kernel=browser.kernel)
    refused = {403, 404, 405} if browser.account else {302, 403, 404, 405}
    for method in METHODS:
        answer = browser.http.request(method, address, headers={"X-XSRFToken": browser.token})

        assert answer.status_code in refused, method
        assert "traceback" not in answer.text.lower()
        assert 302 != answer.status_code or "/aanmelden?next=" in answer.headers["Location"]


def test_figures_are_for_this_machine_only(target):
    nobody = target.browser()

    assert "kennisbank_kernels" in nobody.http.get("metrics").text
    for name in ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto"):
        assert 403 == nobody.http.get("metrics", headers={name: "127.0.0.1"}).status_code
