"""Compare reading by 1 process, 2 processes and Dask with 2 workers: same records, speed, memory.

    python -m benchmarks.parsing [--documents 5000] [--memory 10000]

Writes invented report pages as WARC captures into a temporary folder, reads all of them with each runner (each
in its own process), and reads MEMORY pages in one process to see whether it grows. The start of the workers
is timed, storing is not. CPU seconds are comparable on a busy machine, wall-clock seconds are not.
Prints one JSON line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from archive.store import Archive, Reading
from archive.warc.captures import Fields, Request, Response
from archive.warc.writer import WarcWriter
from flows.pipeline.readers.reading import Readers, Unread
from tests.support.cluster import cluster

START = datetime(2026, 1, 1, 20, 0, tzinfo=UTC)
RUNNERS = ("1 process", "2 processes", "Dask, 2 workers")
_PLACES = ("云溪", "青岫", "临澜", "望川", "柳泉", "白石", "双桥", "南屏")
_WORK = (
    "改造老旧小区",
    "新建幼儿园",
    "修复河道",
    "开通公交线路",
    "建成养老服务站",
    "整治背街小巷",
    "引进项目",
)
_NAMES = (
    "地区生产总值", "一般公共预算收入", "固定资产投资", "社会消费品零售总额", "城镇居民人均可支配收入",
    "规模以上工业增加值", "外贸进出口总额", "城镇新增就业", "单位地区生产总值能耗",
)  # fmt: skip
_UNITS = {"城镇居民人均可支配收入": "元", "城镇新增就业": "人"}
_PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}-{place}区人民政府</title></head><body>
<div class="nav">{menu}</div><div class="crumb">当前位置：首页 &gt; 政务公开 &gt; 政府工作报告</div>
<div class="article"><h1>{title}</h1>
<div class="info">发布日期：{year}-02-03　来源：区政府办　字体：大 中 小　打印</div>
<div class="TRS_Editor">{body}</div></div>
<div class="foot">主办：{place}区人民政府　承办：区政府办　网站标识码：0000000000</div></body></html>"""
_MENU = "".join(f'<li><a href="/col/{n}/">栏目{n}</a></li>' for n in range(60))


def page_of(number: int) -> bytes:
    """Return an invented page: a report or, every eighth, a list of projects; every third in GB 18030."""
    draw = random.Random(number)
    place, year = draw.choice(_PLACES), 2000 + number % 24
    if number % 8 == 7:
        title, lines = f"{place}区{year}年民生实事项目", _list(draw)
    else:
        title, lines = f"{place}区{year}年政府工作报告", _report(draw, place, year)
    charset = "gb18030" if number % 3 == 0 else "utf-8"
    body = "".join(f"<p>　　{line}</p>" for line in lines)
    return _PAGE.format(charset=charset, title=title, place=place, menu=_MENU, year=year, body=body).encode(
        charset
    )


def _report(draw: random.Random, place: str, year: int) -> Iterator[str]:
    yield f"——{year}年1月{draw.randint(5, 28)}日在{place}区第九届人民代表大会第一次会议上"
    yield f"{place}区人民政府区长　柳如川"
    yield "各位代表：现在，我代表区人民政府向大会报告工作，请予审议，并请各位委员提出意见。"
    for part, ahead in ((f"一、{year - 1}年工作回顾", False), (f"二、{year}年工作安排", True)):
        yield part
        for number in range(1, 13):
            yield f"（{'一二三四五六七八九十'[number % 10]}）{draw.choice(_WORK)}，{draw.choice(_WORK)}"
            yield "".join(_sentence(draw, ahead) for _ in range(8))
    yield "各位代表，让我们同心协力，为建设美好家园而努力奋斗！"


def _sentence(draw: random.Random, ahead: bool) -> str:
    name = draw.choice(_NAMES)
    value, growth = draw.randint(100, 99999) / 10, draw.randint(10, 200) / 10
    work = f"{draw.choice(_WORK)}{draw.randint(2, 90)}个，{draw.choice(_WORK)}{draw.randint(2, 90)}处"
    if ahead:
        return f"{name}增长{growth}%左右，{work}。"
    return f"{name}达到{value}{_UNITS.get(name, '亿元')}，同比增长{growth}%；{work}。"


def _list(draw: random.Random) -> Iterator[str]:
    for number in range(1, 21):
        yield f"{number}．{draw.choice(_WORK)}{draw.randint(2, 90)}处，惠及居民{draw.randint(1000, 9999)}户。"
        yield "完成情况：已完成。牵头单位：区住建局"


def write(folder: Path, documents: int) -> None:
    """Write the captures of invented pages into a data folder."""
    (folder / "warc").mkdir(parents=True)
    with WarcWriter(folder / "warc", "invented") as writer:
        for number in range(documents):
            response = Response(200, "OK", (("Content-Type", "text/html"),), page_of(number))
            writer.write_capture(
                f"http://www.invented.example/{number}.html", START + timedelta(seconds=number),
                Fields("ok", role="article"), Request("GET", f"/{number}.html", ()), response,
            )  # fmt: skip


def waiting(folder: Path) -> list[Reading]:
    """Return the readings of a data folder."""
    with Archive.open(folder, "benchmark") as archive:
        run = archive.start_run("ingest", {})
        for path in archive.warc_files():
            archive.take_in(run, path)
        return archive.pending(1_000_000)


def measure(
    folder: Path, readings: list[Reading], processes: int, scheduler: str | None
) -> dict[str, object]:
    """Return the seconds, and a digest of all records in order."""
    digest = hashlib.sha256()
    figures = promises = 0
    counting = 0.0
    began = time.monotonic()
    with Readers(folder / "warc", {}, processes, scheduler) as readers:
        for at in range(0, len(readings), readers.batch):
            records = readers.read(readings[at : at + readers.batch])
            counted = time.monotonic()
            for record in records:
                assert not isinstance(record, Unread), record.why
                figures, promises = figures + len(record.indicators), promises + len(record.commitments)
                digest.update(json.dumps(record.as_dict(), ensure_ascii=False).encode())
            counting += time.monotonic() - counted
        peak, cpu = (0, 0.0) if scheduler else _use_of(_isolated_below(os.getpid()))
    seconds = time.monotonic() - began - counting
    return {
        "seconds": round(seconds, 1), "documents_a_second": round(len(readings) / seconds, 1),
        "cpu_seconds_of_workers": round(cpu, 1),
        "peak_mb_a_process": peak, "figures": figures, "commitments": promises,
        "digest": digest.hexdigest(),
    }  # fmt: skip


def growth(folder: Path, readings: list[Reading], documents: int) -> dict[str, int]:
    """Return one process's resident memory in MB after a tenth, half and all of the documents."""
    marks = (documents // 10, documents // 2, documents)
    resident = {}
    with Readers(folder / "warc", {}) as readers:
        for done, reading in enumerate(islice(cycle(readings), documents), 1):
            readers.read([reading])
            if done in marks:
                resident[str(done)] = max(_memory_mb(pid, "VmRSS") for pid in _isolated_below(os.getpid()))
    return resident


def _isolated_below(pid: int) -> list[int]:
    """Return the processes in which a process and its children read."""
    found = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            reads = b"flows.pipeline.readers.isolation" in Path(f"/proc/{child}/cmdline").read_bytes()
            found += [child] if reads else _isolated_below(child)
    return found


def _use_of(pids: list[int]) -> tuple[int, float]:
    """Return the peak memory in MB of some processes, and the CPU seconds of all."""
    return max(_memory_mb(pid, "VmHWM") for pid in pids), sum(map(_cpu_seconds, pids))


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory_mb(pid: int, field: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) // 1024
    raise LookupError(field)


def _apart(folder: Path, what: str, *more: str) -> dict[str, object]:
    """Run one measurement in its own process."""
    command = [sys.executable, "-m", "benchmarks.parsing", "--folder", str(folder), "--only", what, *more]
    measured: dict[str, object] = json.loads(
        subprocess.run(command, capture_output=True, check=True, text=True).stdout
    )
    return measured


def _on_dask(folder: Path) -> dict[str, object]:
    logs = folder / "cluster"
    logs.mkdir()
    with cluster(logs, workers=2) as dask:
        dask.until_there()
        measured = _apart(folder, RUNNERS[2], "--scheduler", dask.address)
        peak, cpu = _use_of([pid for worker in dask.workers.values() for pid in _isolated_below(worker.pid)])
    return {**measured, "cpu_seconds_of_workers": round(cpu, 1), "peak_mb_a_process": peak}


def compared(documents: int, memory: int) -> dict[str, object]:
    """Run all measurements; fail if two runners read differently."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, documents)
        measured = {what: _apart(folder, what) for what in RUNNERS[:2]}
        measured[RUNNERS[2]] = _on_dask(folder)
        resident = _apart(folder, "memory", "--memory", str(memory))
    if len({str(one["digest"]) for one in measured.values()}) != 1:
        raise SystemExit(f"the runners read differently: {measured}")
    first = float(str(measured[RUNNERS[0]]["seconds"]))
    times = {what: round(first / float(str(one["seconds"])), 2) for what, one in measured.items()}
    return {
        "documents": documents,
        "times_as_fast": times,
        "runners": measured,
        "resident_mb_after": resident,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--memory", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=[*RUNNERS, "memory"], help=argparse.SUPPRESS)
    parser.add_argument("--scheduler", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only is None:
        print(json.dumps(compared(options.documents, options.memory), ensure_ascii=False))
        return
    readings = waiting(options.folder)
    if options.only == "memory":
        print(json.dumps(growth(options.folder, readings, options.memory)))
    else:
        print(
            json.dumps(
                measure(options.folder, readings, 2 if options.only == RUNNERS[1] else 1, options.scheduler)
            )
        )


if __name__ == "__main__":
    main()
