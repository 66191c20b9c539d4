"""Every setting, one frozen model: from idobata.toml and from the environment (IDOBATA_...), which wins."""

from __future__ import annotations

import base64
import fcntl
import os
import re
import secrets
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.models import installed
from messages.lines import toml_line
from messages.words import Msg, msg
from storage.db import check_url

PREFIX = "IDOBATA_"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
KEY_BYTES = 32
MAIN = "idobata.db"
KEYS = "keys.db"


class SettingsError(Exception):
    """Settings that cannot be used: sentences that say where and what to do, never a value."""

    def __init__(self, problems: list[Msg]) -> None:
        super().__init__(len(problems))
        self.problems = problems


class Settings(BaseSettings):
    """What an installation can set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    var: Path = Path("var")
    database_url: str = ""
    keys_url: str = ""
    master_key: SecretStr | None = None
    perspectives: Path | None = None
    papers: Path | None = None
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8737, ge=0, le=65535)
    web_url: str = ""
    telegram_token: SecretStr | None = None
    telegram_url: str = ""
    telegram_webhook: str = ""
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_url: str = ""
    search: Literal["base", "semantic"] = "base"
    demo: bool = False
    fault: str = ""

    @field_validator("web_url")
    @classmethod
    def _plain_address(cls, value: str) -> str:
        parts = urlsplit(value)
        more = parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None
        # Asked for, because a port that is no number is only refused when somebody wants it.
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or more or parts.port == 0):
            raise ValueError("address")
        if value and parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("https")
        return value.rstrip("/")

    @field_validator("database_url", "keys_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value:
            check_url(value)
        return value

    @field_validator("var", "perspectives", "papers")
    @classmethod
    def _folder(cls, value: Path | None) -> Path | None:
        if "\0" in str(value):
            raise ValueError("path")
        return value

    @field_validator("master_key")
    @classmethod
    def _key_size(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            decode_key(value.get_secret_value())
        return value

    @property
    def database(self) -> str:
        """The main database's URL."""
        return self.database_url or f"sqlite:///{self.var / MAIN}"

    @property
    def keys(self) -> str:
        """The key store's URL."""
        return self.keys_url or f"sqlite:///{self.var / KEYS}"

    @property
    def address(self) -> str:
        """The address that people open."""
        host = f"[{self.web_host}]" if ":" in self.web_host else self.web_host
        return self.web_url or f"http://{host}:{self.web_port}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over what the file says."""
        return (env_settings, init_settings)


def settings_path() -> Path:
    """Return where the settings file is looked for."""
    return Path(os.environ.get("IDOBATA_SETTINGS_FILE", "idobata.toml"))


def load(**given: Any) -> Settings:
    """Read the settings; raises SettingsError with one sentence for each problem."""
    path = settings_path()
    text = _read(path) if path.exists() else ""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError([msg("settings-syntax", file=path.name, line=toml_line(text, error))]) from None
    try:
        settings = Settings(**{**data, **given})
    except ValidationError as error:
        # include_input would echo secrets.
        found = error.errors(include_input=False, include_url=False, include_context=False)
        raise SettingsError([_problem(path, text, item) for item in found]) from None
    if settings.web_host not in LOOPBACK and not settings.web_url:
        raise SettingsError([msg("settings-address")])
    if settings.search == "semantic" and not installed():
        raise SettingsError([msg("settings-search")])
    if problems := _slack_problems(settings):
        raise SettingsError(problems)
    return settings


def _slack_problems(settings: Settings) -> list[Msg]:
    """Return what is wrong with Slack's keys as they are written: one in another's place, or one that is missing."""
    bot, app, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    problems = []
    if (bot or app or secret) and not (bot and bot.get_secret_value().startswith("xoxb-")):
        problems.append(msg("settings-slack-bot"))
    if app and not app.get_secret_value().startswith("xapp-"):
        problems.append(msg("settings-slack-app"))
    if bot and not app and not secret:
        problems.append(msg("settings-slack-way"))
    return problems


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        raise SettingsError([msg("settings-unreadable", file=path.name)]) from None


def _problem(path: Path, text: str, item: Any) -> Msg:
    name = str(item["loc"][0]) if item["loc"] else ""
    known = name in Settings.model_fields
    given = next((given for given in os.environ if given.upper() == f"{PREFIX}{name.upper()}"), None)
    if given:
        return msg("settings-environment", name=given)
    # name = ..., "name" = ..., name.more = ..., [name], [[name.more]]
    wanted = re.compile(rf"""\s*(\[\s*)*(["']?){re.escape(name)}\2\s*[=.\]]""")
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if wanted.match(line)]
    line = lines[0] if lines else 1
    if not known:
        return msg("settings-unknown", file=path.name, line=line, name=name)
    return msg("settings-value", file=path.name, line=line, name=name)


def decode_key(text: str) -> bytes:
    """Return the 32 bytes of a base64 key; raises ValueError."""
    key = base64.b64decode(text.strip(), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("key")
    return key


def _make_key(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # Two first starts at once make one key, and it is on the disk before anything is sealed with it.
        fcntl.flock(folder, fcntl.LOCK_EX)
        if path.exists():
            return
        part = path.with_suffix(".part")
        part.touch(mode=0o600)
        with part.open("w") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        os.fsync(folder)
    finally:
        os.close(folder)


def master_key(settings: Settings, *, fresh: bool) -> bytes:
    """Return the master key: from the settings, or from a file under var/ that is made once, for its owner only.

    It is made only for a `fresh` key store: for one with keys in it, a new master key would open nothing.
    """
    if settings.master_key is not None:
        return decode_key(settings.master_key.get_secret_value())
    path = settings.var / "master.key"
    if not path.exists():
        # Looked for again: another process may just have made it.
        if not fresh and not path.exists():
            raise SettingsError([msg("settings-key-lost", file=path.name)])
        settings.var.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_key(path)
    try:
        return decode_key(path.read_text())
    except ValueError:
        raise SettingsError([msg("settings-key-broken", file=path.name)]) from None
