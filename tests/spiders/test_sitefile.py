"""Site files and fangzhi.toml: reading them, and refusing bad ones."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from spiders.config import settings, sitefile, sitefolders
from spiders.families import FAMILIES

GOOD = """\
name: 临澜市云溪区人民政府
division: 990001
homepage: http://www.yunxi.example/
family: trs
lists:
  - url: http://www.yunxi.example/zwgk/gzbg/
hosts: [files.yunxi.example]
assertions:
  min_reports: 3
  years: 2014-2016
"""


def refused(text: str, site_id: str = "yunxi") -> str:
    with pytest.raises(sitefile.SiteFileError) as caught:
        sitefile.parse(text, site_id, f"{site_id}.yaml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_good_file_is_read() -> None:
    site = sitefile.parse(GOOD, "yunxi", "yunxi.yaml")
    assert (site.id, site.division, site.verified, site.allow_private) == ("yunxi", "990001", None, False)
    assert site.assertions.years == (2014, 2015, 2016)
    assert site.lists[0].kind == "reports"


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://www.yunxi.example/a", True),
        ("https://www.yunxi.example/a", True),
        ("http://files.yunxi.example/a.pdf", True),
        ("http://yunxi.example/a", False),
        ("http://www.yunxi.example.evil.example/a", False),
        ("http://www.yunxi.example:8080/a", False),
        ("http://www.yunxi.example@evil.example/a", False),
        ("http://www.yunxi.example:x/a", False),
        ("ftp://www.yunxi.example/a", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_the_exact_hosts_are_allowed(url: str, allowed: bool) -> None:
    assert sitefile.parse(GOOD, "yunxi", "yunxi.yaml").allows(url) is allowed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "colour: red\n", ["yunxi.yaml:11", "colour", "unknown key"]),
        (GOOD.replace("family: trs", "family: trz"), ["yunxi.yaml:4", "family", "'trs'"]),
        (GOOD.replace("  - url: http", "  - url: htp"), ["yunxi.yaml:6", "lists.0.url", "http://"]),
        (GOOD.replace("name: 临澜市云溪区人民政府\n", ""), ["yunxi.yaml:1", "name", "missing"]),
        (GOOD + "id: yunxi\n", ["yunxi.yaml:11", "id", "file's name"]),
        (GOOD + "family: boda\n", ["yunxi.yaml:11", "family", "twice"]),
        (GOOD + "preset: mars\n", ["yunxi.yaml:11", "preset", "mars"]),
        (GOOD.replace("2014-2016", "soon"), ["yunxi.yaml:8", "assertions", "2014-2020"]),
        (GOOD.replace("lists:\n  - url", "reports: []\n#"), ["yunxi.yaml:1", "lists", "reports"]),
        ("- a\n- b\n", ["yunxi.yaml:1", "docs/sites.md"]),
        ("name: [\n", ["yunxi.yaml:2"]),
        ("", ["yunxi.yaml:1"]),
        (GOOD + "verified: perhaps\n", ["yunxi.yaml:11", "verified"]),
        (GOOD.replace("[files.y", "[http://files.y"), ["yunxi.yaml", "bare host name"]),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_one_line_with_line_and_key(text: str, words: list[str]) -> None:
    message = refused(text)
    for word in words:
        assert word in message


def test_the_name_of_the_file_is_the_id() -> None:
    assert "small letters" in refused(GOOD, "Yunxi District")


def test_the_site_file_overrides_its_preset() -> None:
    text = GOOD.replace("family: trs", "preset: anhui")
    assert sitefile.parse(text, "yunxi", "yunxi.yaml").family == "lonsun"
    assert sitefile.parse(GOOD + "preset: anhui\n", "yunxi", "yunxi.yaml").family == "trs"


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "bad.yaml").write_text("x: 1\n", "utf-8")
    (tmp_path / "latin.yaml").write_bytes(b"name: \xff\xfe\n")
    found = sitefolders.survey([tmp_path])
    assert list(found.sites) == ["good"]
    assert len(found.errors) == 2 and "bad.yaml:1" in found.errors[0] and "UTF-8" in found.errors[1]
    assert "no site file missing.yaml" in sitefolders.survey([tmp_path], ["missing"]).errors[0]
    with pytest.raises(sitefile.SiteFileError, match="no such folder"):
        sitefile.load_folder(tmp_path / "none")


def test_the_bundled_files_are_usable_and_name_their_evidence() -> None:
    sites = sitefile.load_folder(sitefile.shipped())
    assert {"shenhe", "shahekou"} <= set(sites)
    for site in sites.values():
        assert site.evidence, site.id
        assert not site.allow_private, site.id
        assert site.verified is None, f"{site.id}: nobody has seen it live from here"


# -- fangzhi.toml --


def write(folder: Path, text: str) -> Path:
    path = folder / "fangzhi.toml"
    path.write_text(text, "utf-8")
    return path


def test_settings_of_the_data_folder_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, data = tmp_path / "here", tmp_path / "data"
    here.mkdir()
    data.mkdir()
    monkeypatch.chdir(here)
    assert settings.load(data).contact is None
    write(here, 'contact = "here@example.org"\n')
    assert settings.load(data).contact == "here@example.org"
    write(data, 'contact = "https://example.org/archive"\n[crawl]\ndelay = 3\n')
    loaded = settings.load(data)
    assert (loaded.contact, loaded.crawl.delay) == ("https://example.org/archive", 3.0)
    assert loaded.user_agent.startswith("fangzhi/") and loaded.user_agent.endswith(
        "(+https://example.org/archive)"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("contact = 3\n", ["contact", "e-mail"]),
        ("colour = 'red'\n", ["colour", "unknown key"]),
        ("[crawl]\ndelay = 0\n", ["crawl.delay", "0.5"]),
        ("[hours]\nstart = '25:00'\nend = '06:00'\n", ["hours.start", "23:30"]),
        ("contact = \n", ["line 1"]),
    ],
)
def test_bad_settings_are_refused_with_file_and_key(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(settings.SettingsError) as caught:
        settings.read(write(tmp_path, text))
    for word in ["fangzhi.toml", *words]:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_crawl_leaves_the_machine_without_a_contact(tmp_path: Path) -> None:
    nobody = settings.Settings()
    settings.require_contact(nobody, "http://127.0.0.13:8800/", tmp_path)
    with pytest.raises(settings.ContactMissingError, match=r"fangzhi\.toml: contact: missing"):
        settings.require_contact(nobody, "http://www.yunxi.example/", tmp_path)
    settings.require_contact(
        settings.Settings(contact="a@example.org"), "http://www.yunxi.example/", tmp_path
    )


def test_hours_may_run_over_midnight() -> None:
    hours = settings.Hours(start="22:00", end="06:00")  # type: ignore[arg-type]  # as written in the file

    def at(clock: int) -> bool:
        return hours.open(datetime.datetime(2026, 1, 5, clock, tzinfo=settings.BEIJING))

    assert [at(21), at(22), at(3), at(6), at(12)] == [False, True, True, False, False]


def test_the_guide_explains_every_key_and_family() -> None:
    guide = (Path(__file__).parents[2] / "docs/sites.md").read_text("utf-8")
    for key in sitefile.SiteFile.model_fields:
        assert key == "id" or f"| `{key}` |" in guide, key
    for family in FAMILIES:
        assert f"| `{family}` |" in guide, family
    example = guide.split("```yaml\n")[1].split("```")[0]
    assert sitefile.parse(example, "yunxi", "docs/sites.md").assertions.years[-1] == 2024


def test_the_operators_site_files_replace_bundled_ones(tmp_path: Path) -> None:
    bundled = sitefolders.survey(sitefolders.in_force(None, tmp_path))
    own = tmp_path / "sites"
    own.mkdir()
    changed = (
        (sitefile.shipped() / "yuhang.yaml").read_text("utf-8").replace("family: ", "delay: 9\nfamily: ")
    )
    (own / "yuhang.yaml").write_text(changed, "utf-8")
    (own / "yunxi.yaml").write_text(
        "name: x\nhomepage: http://a.example/\nfamily: trs\nreports: [http://a.example/a]\n", "utf-8"
    )
    both = sitefolders.survey(sitefolders.in_force(None, tmp_path))
    assert set(both.sites) == {*bundled.sites, "yunxi"} and both.errors == ()
    assert (bundled.sites["yuhang"].delay, both.sites["yuhang"].delay) == (None, 9.0)
    # `--sites` selects one folder instead of both.
    assert sitefolders.in_force(own, tmp_path) == (own,)
    assert set(sitefolders.survey([own]).sites) == {"yuhang", "yunxi"}
    assert sitefolders.own_folder(None, tmp_path) == own
