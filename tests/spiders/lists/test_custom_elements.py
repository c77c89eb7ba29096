"""Lists and pagers made of elements of the site's own kinds, which a script fills (all invented)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, SIZE, Answered, html, numbers, read

HEAD = "class ZfRow extends HTMLElement {"
ROW = {
    "in a shadow root": HEAD + " connectedCallback() { const root = this.attachShadow({mode: 'open'}), a ="
    " document.createElement('a'); a.href = this.getAttribute('at'); a.textContent = this.getAttribute('says');"
    " root.append(a, ' ' + this.getAttribute('day')); } }",
    "as markup": HEAD + " constructor() { super(); this.root = this.attachShadow({mode: 'open'}); }"
    " connectedCallback() { this.draw(); } draw() { this.root.innerHTML = `<p><a href=\"${this.getAttribute('at')}\">"
    "${this.getAttribute('says')}</a> ${this.getAttribute('day')}</p>`; } }",
    "when an attribute is set": HEAD + " static get observedAttributes() { return ['says']; }"
    " attributeChangedCallback(name, old, now) { this.innerHTML = '<p><a href=\"' + this.getAttribute('at') + '\">'"
    " + now + '</a>' + this.getAttribute('day') + '</p>'; } }",
    "with data": HEAD + " get link() { return this.dataset.at || this.getAttribute('at'); } connectedCallback() {"
    " this.innerHTML = '<a href=\"' + this.link + '\">' + this.getAttribute('says') + '</a> ' +"
    " this.getAttribute('day'); } }",
}  # fmt: skip
PAGER = (
    "customElements.define('zf-pages', class extends HTMLElement { connectedCallback() { var all ="
    " +this.getAttribute('of'),"
    " now = +this.getAttribute('now'), root = this.attachShadow({mode: 'open'}); for (var n = 1; n <= all; n++) {"
    " var one = document.createElement(n === now ? 'b' : 'a'); one.textContent = n; if (n !== now)"
    " one.href = this.getAttribute('to').replace('*', n); root.append(one, ' '); } } });"
)


def site(kind: str, file: bool = True) -> Answered:
    code = f"{kind} customElements.define('zf-row', ZfRow); {PAGER}"

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == "/js/zf.js":
            return code if file else None
        number = int(given.get("p", "1"))
        if path != LIST or number > PAGES:
            return None
        rows = "".join(
            f"<zf-row at='/zfbg/x{7000 + n}.html' says='松浦区政府工作报告（第{n}号）' day='2019-03-04'></zf-row>"
            for n in numbers((number - 1) * SIZE)
        )
        pager = f"<zf-pages of='{PAGES}' now='{number}' to='/zfbg/?p=*'></zf-pages>"
        return html(f"<div class='list'>{rows}</div>{pager}<script src='/js/zf.js'></script>")

    return answered


@pytest.mark.parametrize("name", ROW)
def test_rows_and_numbers_in_elements_of_its_own_are_read(name: str) -> None:
    account, _, links = read(site(ROW[name]))
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


def test_elements_whose_script_is_not_obtained_are_reported() -> None:
    account, _, _ = read(site("", file=False))
    assert account.code == "list_unread"


def test_a_pager_of_its_own_that_no_script_draws_is_reported() -> None:
    whole = site(ROW["as markup"])

    def answered(path: str, given: Mapping[str, str]) -> str | bytes | None:
        code = whole(path, given)
        return code.replace("zf-pages", "zf-other") if path == "/js/zf.js" and isinstance(code, str) else code

    account, _, _ = read(answered)
    assert account.code == "list_incomplete", account.line()
