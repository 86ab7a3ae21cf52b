"""YAML from nested lists and dictionaries, in the order in which they were made."""

import datetime
import json
import re

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/()%+'’–-]*\Z")
CLOCKS = re.compile(r"\d\d:\d\d-\d\d:\d\d\Z")
KEYWORDS = {"true", "false", "null", "yes", "no", "on", "off"}
WIDTH = 118


class Block(str):
    """Text of several lines, written after `|`."""


def scalar(value):
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (int, datetime.date)):
        return str(value)
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    text = str(value)
    is_plain = PLAIN.match(text) and text == text.strip() and text.lower() not in KEYWORDS
    return text if is_plain or CLOCKS.match(text) else json.dumps(text, ensure_ascii=False)


def inline(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inline(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(part) for part in value) + "]"
    return scalar(value)


def holds_block(value):
    if isinstance(value, dict):
        return any(holds_block(part) for part in value.values())
    if isinstance(value, list):
        return any(holds_block(part) for part in value)
    return isinstance(value, Block)


def depth(value):
    if isinstance(value, dict):
        return 1 + max((depth(part) for part in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((depth(part) for part in value), default=0)
    return 0


def fits(value, column):
    return not holds_block(value) and depth(value) <= 3 and column + len(inline(value)) <= WIDTH


def lines(value, indent=0):
    """The lines of a mapping or list as a block, indented by `indent` spaces."""
    space = " " * indent
    if isinstance(value, dict):
        for key, part in value.items():
            yield from entry(f"{space}{key}:", part, indent + 2)
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, (dict, list)) and not fits(part, indent + 2):
                inner = list(lines(part, indent + 2))
                yield f"{space}- {inner[0].lstrip()}"
                yield from inner[1:]
            else:
                yield f"{space}- {inline(part)}"


def entry(head, part, indent):
    if isinstance(part, Block):
        yield f"{head} |"
        for line in part.strip("\n").split("\n"):
            yield (" " * indent + line).rstrip()
    elif isinstance(part, (dict, list)) and part:
        short_list = isinstance(part, list) and not any(isinstance(one, dict) for one in part)
        if fits(part, len(head) + 1) and (isinstance(part, dict) or short_list or len(part) == 1):
            yield f"{head} {inline(part)}"
        elif short_list:
            yield head
            yield from wrapped(part, indent)
        else:
            yield head
            yield from lines(part, indent)
    else:
        yield f"{head} {inline(part)}"


def wrapped(parts, indent):
    """A long list of scalars as one flow over several lines."""
    line = " " * indent + "["
    for place, part in enumerate(parts):
        text = inline(part) + ("," if place + 1 < len(parts) else "]")
        if len(line) + len(text) + 1 > WIDTH:
            yield line.rstrip()
            line = " " * (indent + 1)
        line += text + (" " if text.endswith(",") else "")
    yield line
