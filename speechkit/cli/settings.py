"""Settings: what speechkit.toml and the environment say of options that are not on the command line.

The file is speechkit.toml, or pyproject.toml with a table [tool.speechkit]: the nearest one from the working directory
upwards, never one that lies beside an input. Keys are the long names of options; those under [clean] are for that
command only, those at the top for every command that has such an option and takes such a value:

    lang = "zh"
    [clean]
    format = "json"
    skip = ["slogans"]

A flag beats the environment (SPEECHKIT_CLEAN_FORMAT, then SPEECHKIT_FORMAT), which beats the file. A path in the file
is relative to the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

import click

from speechkit.errors import OptionError
from speechkit.lang import localised

FILE: Final = "speechkit.toml"
PROJECT: Final = "pyproject.toml"
FLAG_ONLY: Final = frozenset({"output", "force", "engine", "help", "version"})  # too grave to be set from afar
_TABLE: Final = b"tool.speechkit"
_STDIN: Final = "-"
_LARGEST: Final = 1 << 20  # bytes; a file that a person wrote
_TRUE: Final = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


class Setting(NamedTuple):
    """A value for an option, and where it was found."""

    value: Any
    where: str
    folder: str | None = None  # that a path in it is relative to
    strict: bool = True  # it is meant for this command and no other


class Settings:
    """What a file and the environment say; `commands` are the names that may be tables, `load` imports a command."""

    def __init__(
        self,
        folder: str | None,
        environment: Mapping[str, str],
        commands: Iterable[str],
        load: Callable[[str], click.Command],
    ) -> None:
        self.environment = environment
        self.commands = tuple(commands)
        self._load = load
        self.path, self._table = _found(folder) if folder else (None, {})
        for key, value in self._table.items():
            if isinstance(value, dict) and key not in self.commands:
                raise OptionError(f"{self.path}: [{key}] is no command of speechkit; `speechkit --help` lists them")
            if key in self.commands and not isinstance(value, dict):
                raise OptionError(f"{self.path}: {key} is a command; give its options in a table [{key}]")

    def language(self) -> str | None:
        """Return the language that the environment or the file asks for by name, or None."""
        wish = self.environment.get("SPEECHKIT_LANG") or self._table.get("lang")
        return wish if isinstance(wish, str) else None

    def of(self, name: str, command: click.Command) -> dict[str, Setting]:
        """Return parameter name -> setting for one command.

        Raises OptionError, which names the file or the variable, for a key that is no option, and for a value that
        the option does not take.
        """
        options = options_of(command)
        self._refuse_unknown(name, options)
        found: dict[str, Setting] = {}
        for key, option in options.items():
            for setting in self._said(name, key):
                value = self._read(name, key, option, setting)
                if value is not None and option.name:
                    found[option.name] = setting._replace(value=value)
                    break
        return found

    def _said(self, name: str, key: str) -> Iterable[Setting]:
        """Yield what is said of an option, the strongest first."""
        if key in FLAG_ONLY:
            return
        variable = key.upper().replace("-", "_")
        for known, strict in ((f"SPEECHKIT_{name.upper()}_{variable}", True), (f"SPEECHKIT_{variable}", False)):
            if self.environment.get(known):
                yield Setting(self.environment[known], f"environment {known}", None, strict)
        own, folder = self._table.get(name, {}), os.path.dirname(self.path or "")
        if key in own:
            yield Setting(own[key], f"{self.path} [{name}]", folder)
        if key in self._table and key not in self.commands:
            yield Setting(self._table[key], f"{self.path}", folder, strict=False)

    def _read(self, name: str, key: str, option: click.Option, setting: Setting) -> Any:
        """Return the value as click wants it, or None for one that is meant for another command."""
        try:
            value = _shaped(option, setting)
            option.type_cast_value(click.Context(click.Command(name)), value)
        except (click.ClickException, TypeError, ValueError) as error:
            if not setting.strict and self._taken_elsewhere(name, key, setting):
                return None
            reason = "the option takes no such value"
            if isinstance(error, click.ClickException):
                reason = error.format_message()
            raise OptionError(f"{setting.where}: {key} = {setting.value!r}: {localised(reason.rstrip('.'))}") from None
        return value

    def _taken_elsewhere(self, name: str, key: str, setting: Setting) -> bool:
        """Say whether another command takes this value of the option."""
        for other in self.commands:
            option = options_of(self._load(other)).get(key) if other != name else None
            if option is not None:
                try:
                    option.type_cast_value(click.Context(click.Command(other)), _shaped(option, setting))
                except (click.ClickException, TypeError, ValueError):
                    continue
                return True
        return False

    def _refuse_unknown(self, name: str, options: Mapping[str, click.Option]) -> None:
        for key in self._table.get(name, {}):
            self._refuse(key, f"{self.path} [{name}]", known=key in options)
        for key, value in self._table.items():
            if not isinstance(value, dict):
                known = key in options or any(key in options_of(self._load(other)) for other in self.commands)
                self._refuse(key, f"{self.path}", known=known)

    @staticmethod
    def _refuse(key: str, where: str, *, known: bool) -> None:
        if key in FLAG_ONLY:
            raise OptionError(f"{where}: {key} can be given on the command line only; take it out of the file")
        if not known:
            raise OptionError(f"{where}: {key!r} is no option; keys are the long names of options, as in --help")


def options_of(command: click.Command) -> dict[str, click.Option]:
    """Return long name -> option, without dashes."""
    return {
        long[2:]: option
        for option in command.params
        if isinstance(option, click.Option)
        for long in option.opts
        if long.startswith("--")
    }


def _shaped(option: click.Option, setting: Setting) -> Any:
    """Return the value in the shape that click wants: a list for an option that repeats, a path that leads there."""
    value = setting.value
    if option.is_flag:
        known = _TRUE.get(str(value).lower())
        if known is None:
            raise click.BadParameter("say true or false")
        return known
    if option.multiple:
        paths = isinstance(option.type, click.Path)
        parts = value if isinstance(value, list) else [value]
        if setting.folder is None:  # from the environment
            parts = str(value).split(os.pathsep if paths else ",")
        return tuple(_path(option, part, setting) for part in parts)
    return _path(option, value, setting)


def _path(option: click.Option, value: Any, setting: Setting) -> Any:
    if isinstance(option.type, click.Path) and isinstance(value, str) and setting.folder and value != _STDIN:
        return os.path.join(setting.folder, value)
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _found(folder: str) -> tuple[str | None, dict[str, Any]]:
    """Return the nearest file with settings from the folder upwards, and its table; (None, {}) when there is none."""
    while True:
        own = os.path.join(folder, FILE)
        if os.path.isfile(own):
            return own, _parsed(own, _bytes(own))
        project = os.path.join(folder, PROJECT)
        data = _bytes(project) if os.access(project, os.R_OK) and os.path.isfile(project) else b""
        if _TABLE in data:
            tools = _parsed(project, data).get("tool")
            table = tools.get("speechkit") if isinstance(tools, dict) else None
            if isinstance(table, dict):
                return project, table
        above = os.path.dirname(folder)
        if above == folder:
            return None, {}
        folder = above


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OptionError(f"{path}: cannot be read: {reason}; make it readable, or remove it") from None


def _parsed(path: str, data: bytes) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  # 9 ms, for those who have a file with settings

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise OptionError(f"{path}: byte {error.start + 1} is no UTF-8; save the file as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise OptionError(f"{path}: is no TOML: {error}; mend the file") from None
