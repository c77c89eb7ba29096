"""Survey live sites in a separate process (`spiders.survey.process`): a Scrapy reactor can start only once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spiders.config import settings as operator
from spiders.config import sitefile

RECORDED = "recorded"  # folder beside the site files, with the captures of their surveys
AT_ONCE: Final = 200  # sites surveyed by one process; its captures are deleted afterwards
STOPPED = 143
Found = dict[str, Any]  # spiders.survey.found.Found as plain values


class SurveyError(Exception):
    """A site could not be surveyed; `exit_code` is one of those in the command line's contract."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of the site as the archive would store it."""

    url: str
    title: str | None
    kind: str
    division_name: str | None
    review_year: int | None
    plan_year: int | None
    characters: int


def survey(
    texts: Mapping[str, str],
    data: Path,
    *,
    new: bool,
    keep: Callable[[str, Path], None] | None = None,
) -> Generator[tuple[str, Found], None, None]:
    """Survey the sites of some site files, given by id and text; yield the result of each when it is done.

    `new`: the files are drafts, of which only the address is known. `keep` gets the id and the folder of the captures
    if there is only one site. Raises SurveyError. Closing the iterator ends the process.
    """
    _require_contact(texts, data)
    ids = list(texts)
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        with tempfile.TemporaryDirectory(prefix="fangzhi-survey-") as work:
            drafts, warc = Path(work) / "drafts", Path(work) / "warc"
            drafts.mkdir()
            for name in part:
                (drafts / f"{name}.yaml").write_text(texts[name], "utf-8")
            with closing(_process(part, drafts, data, warc, new)) as found:
                yield from found
            if keep and len(ids) == 1:
                keep(ids[0], warc)


def _require_contact(texts: Mapping[str, str], data: Path) -> None:
    try:
        settings = operator.load(data)
        for name, text in texts.items():
            for host, _ in sitefile.parse(text, name, f"{name}.yaml").allowed_hosts():
                operator.require_contact(settings, f"http://{host}/", data)
    except operator.SettingsError as error:
        raise SurveyError(str(error), 3 if isinstance(error, operator.ContactMissingError) else 2) from error


def _process(
    ids: Sequence[str], drafts: Path, data: Path, warc: Path, new: bool
) -> Generator[tuple[str, Found], None, None]:
    command = [
        sys.executable, "-m", "spiders.survey.process", "--data", str(data), "--warc", str(warc),
        "--sites", str(drafts), *(("--new",) if new else ()), *ids,
    ]  # fmt: skip
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            assert process.stdout
            for line in process.stdout:
                if line.endswith("\n"):  # not the unfinished line of a killed process
                    one = json.loads(line)
                    yield one["site"], one["found"]
        finally:
            if process.poll() is None:
                assert process.stdin
                process.stdin.close()  # its end stops the process
                process.wait(30)
        errors.seek(0)
        words = errors.read().strip().splitlines()
    if process.returncode:
        raise SurveyError(
            words[-1] if words else f"the survey process ended with {process.returncode}",
            process.returncode if process.returncode in (1, 2, 3) else 3,
        )


def record(warc: Path, folder: Path, name: str) -> Path:
    """Copy the captures to the folder beside the site files."""
    target = folder / RECORDED / f"{name}.warc.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        for part in sorted(warc.glob("*.warc.gz")):
            with part.open("rb") as file:
                shutil.copyfileobj(file, out)
    return target


def samples(found: Mapping[str, Any]) -> tuple[Sample, ...]:
    """Return the articles that were read."""
    names = ("url", "title", "kind", "division_name", "review_year", "plan_year", "characters")
    return tuple(Sample(**{name: one[name] for name in names}) for one in found["samples"])
