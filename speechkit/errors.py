"""Everything that speechkit raises on purpose.

SpeechkitError
|-- InputError        a file that cannot be read or is no text (PDF, ZIP, picture)
|-- OptionError       an option that names nothing or contradicts another one
`-- RuleError         a rule file that is not well formed

A message is one line: what happened, to which file, what to do next.
"""

from __future__ import annotations


class SpeechkitError(Exception):
    """The root: catch this to catch all of them."""


class InputError(SpeechkitError):
    """An input that cannot be cleaned.

    `path` is the file as the user named it, `reason` what is wrong, `advice` the next step.
    """

    def __init__(self, path: str, reason: str, advice: str) -> None:
        super().__init__(f"{path}: {reason}; {advice}")
        self.path = path
        self.reason = reason
        self.advice = advice


class OptionError(SpeechkitError):
    """An option that names nothing, or contradicts another one."""


class RuleError(SpeechkitError):
    """A rule file that is not well formed; the message names the file and the rule."""
