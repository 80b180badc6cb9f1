"""The command `speechkit`: its table of commands, each loaded when it is called, and how everything ends."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from speechkit.cli.messages import failure, say, shown
from speechkit.cli.settings import Settings
from speechkit.cli.stopping import Ending, code_of
from speechkit.cli.tongue import flag_in, speak, speaking
from speechkit.errors import InputError, OptionError, SpeechkitError
from speechkit.lang import current, localised, tr, wished
from speechkit.version import VERSION

OK, CHANGED, USAGE, SOME_FAILED, ALL_FAILED = 0, 1, 2, 3, 4

_HELP: Final = frozenset({"-h", "--help", "-V", "--version"})

# Name -> where it is and what it does. A literal table: --help imports none of them.
COMMANDS: Final = {
    "clean": ("speechkit.cli.clean:command", "Clean files, folders or standard input."),
    "explain": ("speechkit.cli.explain:command", "Tell what was changed in a file, where and why; take it back."),
    "outline": ("speechkit.cli.outline:command", "Print the tree of headings with line numbers."),
    "slogans": ("speechkit.cli.slogans:command", "Print the slogans: numeral abbreviations, parallels, maxims."),
    "learn": ("speechkit.cli.learn:command", "Learn a site's own lines and phrases from a folder of its pages."),
    "corpus": ("speechkit.cli.corpus:command", "Count slogans over cleaned documents: by year, together, in context."),
    "report": ("speechkit.cli.report:command", "Make a page: raw and clean side by side, every change explained."),
    "audit": ("speechkit.cli.audit:command", "Draw a sample of changes to judge by hand; tell how right rules are."),
    "schema": ("speechkit.cli.schema:command", "Print the JSON Schema of speechkit.document/1."),
    "passes": ("speechkit.cli.passes:command", "List the passes in the order they run."),
    "rules": ("speechkit.cli.rules:command", "List the rules, or explain one."),
    "config": ("speechkit.cli.config:command", "Print the value of every option and where it came from."),
    "completion": ("speechkit.cli.completion:command", "Print a script that completes words in bash, zsh or fish."),
}

EPILOG: Final = """\b
Examples:
  speechkit clean speech.txt
  speechkit clean speech.txt -f json --edits
  speechkit clean raw/ -o out/ -f json
  speechkit explain speech.txt

Exit codes: 0 ok, 1 --check found changes, 2 usage, 3 some inputs failed, 4 all failed, 130 or 143 interrupted."""


class Group(click.Group):
    """A group that loads its commands on demand, and ends as section 7 of the design wants."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of the table in its order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, or None for a name that is not in the table."""
        if cmd_name not in COMMANDS:
            return None
        found = loaded(cmd_name)
        settings = ctx.find_root().obj
        if isinstance(settings, Settings) and not ctx.resilient_parsing:
            said = settings.of(cmd_name, found)
            ctx.default_map = {cmd_name: {name: setting.value for name, setting in said.items()}}
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments begin with. Raises UsageError, with a guess at what was meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(_no_such(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        """Write the list of commands from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, tr(short)) for name, (_, short) in COMMANDS.items()])

    def main(  # type: ignore[override]  # the process always ends here: nothing is returned
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        **extra: Any,
    ) -> NoReturn:
        """Run and end the process: no traceback ever, a closed pipe is quiet, every failure has its code."""
        extra.pop("standalone_mode", None)
        _speak_utf8()
        speak(wished(os.environ))
        args = list(sys.argv[1:] if args is None else args)
        prog_name = prog_name or "speechkit"
        self._main_shell_completion(extra, prog_name, complete_var)
        with Ending():
            code = _guarded(self, args, prog_name, extra)
        _end(code)


command = Group(
    "speechkit",
    help="Turn raw scraped Chinese speeches and official documents into clean JSON or Markdown; "
    "every change is on record and can be taken back.",
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
click.version_option(VERSION, "-V", "--version", prog_name="speechkit", message="%(prog)s %(version)s")(command)


def loaded(name: str) -> click.Command:
    """Import and return a command of the table."""
    where, short = COMMANDS[name]
    module, _, attribute = where.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    found = speaking(command)
    found.short_help = tr(short)  # what a shell shows beside the name
    return found


def _no_such(name: str) -> str:
    """Return what to say of a word that is no command: what is like it, or how a file is cleaned."""
    from difflib import get_close_matches  # noqa: PLC0415  # 5 ms, for a slip

    close = get_close_matches(name, COMMANDS, 1)
    meant = close[0] if close else f"speechkit clean {name}" if os.path.exists(name) else ""
    return f"No such command {name!r}." + (f" Did you mean {meant!r}?" if meant else "")


def _settings(args: Sequence[str]) -> Settings:
    """Return what a file and the environment say; from now on the language is spoken that is asked for."""
    speak(flag_in(args) or current())
    try:
        folder = os.getcwd()
    except OSError:  # it was removed under us
        folder = None
    try:
        settings = Settings(folder, os.environ, COMMANDS, loaded)
    except OptionError:
        if not _HELP.intersection(args):  # help is for those, too, who have a broken file
            raise
        settings = Settings(None, os.environ, COMMANDS, loaded)
    speak(flag_in(args) or settings.language() or wished(os.environ))
    return settings


def _guarded(group: Group, args: list[str], prog_name: str, extra: dict[str, Any]) -> int:
    """Run the command and return the exit code; whatever is raised becomes one line on standard error."""
    try:
        settings = _settings(args)
        with speaking(group).make_context(prog_name, args, obj=settings, **extra) as ctx:
            code = ctx.command.invoke(ctx)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except BrokenPipeError:
        return OK
    except (KeyboardInterrupt, EOFError) as error:
        say("interrupted")
        return code_of(error)
    except Exception as error:
        return _told(error, prog_name, args)
    return code if isinstance(code, int) else OK


def _told(error: Exception, prog_name: str, args: Sequence[str]) -> int:
    """Say what went wrong and return its exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return USAGE
    if isinstance(error, click.ClickException):
        asked = " ".join([prog_name, *(word for word in args[:1] if word in COMMANDS)])
        path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else asked
        message = shown(localised(" ".join(error.format_message().split()).rstrip(".")))
        asks = message.endswith(("?", "\N{FULLWIDTH QUESTION MARK}"))
        say(f"{message} See `{path} --help`" if asks else f"{message}; see `{path} --help`")
        return USAGE
    if isinstance(error, InputError):
        say(failure(error))
        return ALL_FAILED
    if isinstance(error, SpeechkitError):
        say(shown(str(error)))
        return USAGE
    if isinstance(error, ImportError) and error.name in {"sqlite3", "_sqlite3"}:  # a Python built without it
        say("this Python has no SQLite, which output folders and `corpus` need; install its module sqlite3")
        return USAGE
    if isinstance(error, FileNotFoundError) and error.filename is None and _is_gone():
        say("the working directory is gone; change to another one")
        return ALL_FAILED
    if isinstance(error, OSError):
        where = error.filename if isinstance(error.filename, str) else "standard output"
        say(f"{shown(where)}: {(error.strerror or str(error)).lower()}; check where the output goes")
        return ALL_FAILED
    say(f"speechkit has a defect here ({type(error).__name__}: {shown(str(error))[:200]}); please report it")
    return ALL_FAILED


def _is_gone() -> bool:
    """Say whether the working directory was removed under us."""
    try:
        os.getcwd()
    except OSError:
        return True
    return False


def _speak_utf8() -> None:
    """Make standard output UTF-8 with line feeds, whatever the locale; messages never fail on a character."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _end(code: int) -> NoReturn:
    """Flush and end; a reader that has gone away does not matter any more, a full disk does."""
    gc.freeze()  # or the interpreter looks through all objects for cycles while it ends: 25 ms of a short run
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
    except OSError as error:
        _forget_stdout()
        say(f"standard output: {(error.strerror or str(error)).lower()}; check where the output goes")
        code = code or ALL_FAILED
    sys.exit(code)


def _forget_stdout() -> None:
    """Send what is left in the buffer nowhere, or the interpreter would complain about it while it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
