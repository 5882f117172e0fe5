"""Writes healthcheck.conf(5) to the standard output, from hocon/reference.conf (the only argument) and nothing else.

What a comment of reference.conf says of a key or section is said in the page of that key or section, under its full name.
"""

import re
import sys

HEAD = r""".TH HEALTHCHECK.CONF 5 "@DATE@" "healthcheck" "File Formats"
.SH NAME
healthcheck.conf \- configuration of the supervisor healthcheck
.SH SYNOPSIS
.I /etc/healthcheck/healthcheck.conf
.br
.I /etc/healthcheck/conf.d/*.conf
.SH DESCRIPTION
What these files say lies over the defaults below; the files of
.I conf.d
come in the order of their names, and the last one to say something of a key is right.
The syntax is HOCON, read strictly: a key that is unknown, a value that cannot be meant and a duration without a unit are errors, each told
with file and line, and a configuration with an error is refused as a whole.
.PP
.B healthcheck config check
tells the errors,
.B healthcheck config show
every value in force and where it was written,
.B healthcheck policy
what it means, and
.B healthcheck config reload
has the daemon read it again.
.PP
Durations need a unit (ms, s, m, h, d).
.SH KEYS
"""

TAIL = r""".SH FILES
.TP
.I /etc/healthcheck/healthcheck.conf
the configuration of this host; it includes
.I /etc/healthcheck/conf.d/*.conf
.TP
.I /usr/share/doc/healthcheck/reference.conf
every key with its default, from which this page was made
.SH SEE ALSO
.BR healthcheck (1),
.BR healthcheck\-daemon (8)
"""

SECTION = re.compile(r"^([\w.-]+) \{$")
EMPTY = re.compile(r"^([\w.-]+) \{ *\}$")
INLINE = re.compile(r"^([\w.-]+) \{ (.+) \}$")
VALUE = re.compile(r"^([\w.-]+) = (.+)$")
INLINE_VALUE = re.compile(r'([\w.-]+) = ("[^"]*"|\[[^\]]*\]|[^,]+)(?:, |$)')


def escaped(text):
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("~", r"\(ti").replace("^", r"\(ha")
    return re.sub(r"^([.'])", r"\\&\1", text)


def filled(comment):
    """The comment as paragraphs; what is indented in it is an example and keeps its lines."""
    lines = []
    for line in comment:
        if line.startswith("  "):
            lines += [".nf", r"\&  " + escaped(line.strip()), ".fi"]
        elif line:
            lines.append(escaped(line))
    return lines


def entry(path, value, comment):
    said = f" = {escaped(value)}" if value is not None else ""
    yield ".TP"
    yield rf"\fB{escaped('.'.join(path))}\fR{said}"
    yield from filled(comment) or [r"\&"]


def page(text):
    path, comment = [], []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if line.startswith("#"):
            comment.append(line[2:])
            continue
        if line == "":
            # A comment that nothing follows is about the file.
            comment = comment if path else []
            continue
        if line == "}":
            path.pop()
        elif match := EMPTY.match(line):
            yield from entry([*path, match[1]], "{ }", comment)
        elif match := SECTION.match(line):
            path.append(match[1])
            if comment:
                yield from entry(path, None, comment)
        elif match := INLINE.match(line):
            yield from entry([*path, match[1]], None, comment)
            for key, value in INLINE_VALUE.findall(match[2]):
                yield from entry([*path, match[1], key], value, [])
        elif match := VALUE.match(line):
            yield from entry([*path, match[1]], match[2], comment)
        else:
            sys.exit(f"manual: line {number} is neither key nor section: {line}")
        comment = []
    if path:
        sys.exit(f"manual: {'.'.join(path)} is never closed")


with open(sys.argv[1], encoding="utf-8") as reference:
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(HEAD + "\n".join(page(reference.read())) + "\n" + TAIL)
