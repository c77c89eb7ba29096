"""The operator's settings (`fangzhi.toml`): who crawls, when, and how much.

The file is read from the data folder or else from the current one. Without it the defaults apply and only loopback
addresses may be requested: a crawl that leaves the machine needs a contact.
"""

from __future__ import annotations

import datetime
import ipaddress
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    IPvAnyAddress,
    ValidationError,
    model_validator,
)

from spiders.config.place import FILE_NAME, place

BEIJING = ZoneInfo("Asia/Shanghai")


class SettingsError(Exception):
    """fangzhi.toml can't be used; the message is one line: file, key and what to do."""


class ContactMissingError(SettingsError):
    """A crawl would leave the machine, and the settings name no contact."""


def _contact(value: object) -> object:
    good = isinstance(value, str) and re.fullmatch(
        r"(mailto:)?[^\s@()]+@[^\s@()]+\.[^\s@()]+|https?://[^\s()]+", value
    )
    if not good:
        raise ValueError('write an e-mail address or a web page, such as contact = "archive@example.org"')
    return value


def _clock(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{1,2}:\d{2}", value):
        hour, minute = value.split(":")
        if int(hour) < 24 and int(minute) < 60:
            return datetime.time(int(hour), int(minute))
    if isinstance(value, datetime.time):
        return value
    raise ValueError('write a time of day, such as "23:30"')


# `recorded`: the page is archived, and the capture records the fault; `required`: such a server is refused.
Certificate = Literal["recorded", "required"]
Clock = Annotated[datetime.time, BeforeValidator(_clock)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hours(_Part):
    """When other sites may be requested, in Beijing time; `end` may be after midnight."""

    start: Clock
    end: Clock

    def open(self, moment: datetime.datetime) -> bool:
        """Return whether `moment` (with a time zone) is within the hours."""
        now = moment.astimezone(BEIJING).time()
        if self.start <= self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end


class Crawl(_Part):
    """Budgets of a night. Times in seconds; sizes in megabytes (10**6 bytes)."""

    delay: float = Field(default=2.0, ge=0.5)  # between two requests to one host that is not loopback
    timeout: float = Field(default=30.0, gt=0)  # of one request, from connecting to the last byte
    address: IPvAnyAddress | None = None  # the local address for outgoing requests; None: the system's choice
    sites_at_once: int = Field(default=16, ge=1, le=256)
    max_requests: int = Field(default=1000, ge=1)  # for each site and night
    max_minutes: float = Field(default=120.0, gt=0)  # for each site and night
    max_body_mb: float = Field(default=25.0, gt=0)  # as received, and again when inflated
    max_retry_after: float = Field(
        default=120.0, ge=0
    )  # after a longer one the site is left until another night
    certificate: Certificate = "recorded"  # what a bad TLS certificate means


class Wayback(_Part):
    """The web archive used by `fangzhi backfill --from wayback`: a CDX server and raw mementos.

    `delay`: seconds between two requests. The Internet Archive answers 24 index queries a minute (release
    notes of the Python library wayback 0.5.1).
    """

    endpoint: str = "https://web.archive.org"
    delay: float = Field(default=3.0, ge=0, le=600)

    @model_validator(mode="after")
    def _polite(self) -> Wayback:
        parts = urlsplit(self.endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(
                f"endpoint: write {self.endpoint!r} as an address such as https://web.archive.org"
            )
        if self.delay < 1 and not is_loopback(self.endpoint):
            raise ValueError("delay: give at least 1 second for an archive that is not on this machine")
        return self


class Browser(_Part):
    """The browser for sites with `render: lists`; without `executable` the system's chromium, or Playwright's own."""

    executable: str | None = None


class Reading(_Part):
    """Limits for reading one document; one that needs more is left with an issue `reader_failed`."""

    max_cpu_seconds: float = Field(default=20.0, ge=1, le=3600)
    max_memory_mb: int = Field(default=1000, ge=200)  # of address space, in megabytes (10**6 bytes)


class Serve(_Part):
    """Where readers find the pages: `public_url` is the address of the front page, such as https://example.org/fz/."""

    public_url: str | None = None


class Settings(_Part):
    """fangzhi.toml as a whole."""

    contact: Annotated[str | None, BeforeValidator(_contact)] = None
    hours: Hours | None = None
    crawl: Crawl = Crawl()
    wayback: Wayback = Wayback()
    browser: Browser = Browser()
    reading: Reading = Reading()
    serve: Serve = Serve()  # used by `fangzhi serve` and `fangzhi publish`
    notify: dict[str, Any] | None = None  # read by flows/pipeline/notify.py: a crawl sends no notification

    @property
    def user_agent(self) -> str:
        """Return `fangzhi/<version> (+<contact>)`, which a site's administrator sees in the log."""
        name = f"fangzhi/{metadata.version('fangzhi')}"
        return f"{name} (+{self.contact})" if self.contact else name


def load(data: Path) -> Settings:
    """Read the settings in the data folder or else in the current one. Raises SettingsError."""
    path = place(data)
    return read(path) if path else Settings()


def read(path: Path) -> Settings:
    """Read the settings from one file. Raises SettingsError."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
        return Settings.model_validate(values)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from None
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; check its permissions") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            message = "unknown key; docs/operations.md lists the known ones"
        raise SettingsError(f"{path}: {key}: {message}") from None


def is_loopback(url: str) -> bool:
    """Return whether the host of `url` is this machine, decided without a DNS lookup."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def require_contact(settings: Settings, url: str, data: Path) -> None:
    """Raise ContactMissingError if a request to `url` would leave the machine without a contact."""
    if settings.contact is None and not is_loopback(url):
        raise ContactMissingError(
            f"{data / FILE_NAME}: contact: missing; before a crawl of {urlsplit(url).hostname} write "
            'there how a site\'s administrator can reach you, such as contact = "archive@example.org"'
        )
