"""Turns what `perf script` prints into a table of shares a stage.

    perf script -F comm,ip,sym,symoff,dso --no-inline | stages.py PROGRAM

Every sample goes to the innermost function on its stack that belongs to a stage; functions that were
inlined into others count, so a stage that the compiler folded into its caller keeps its share. What
belongs to no stage of the desk, the allocator say, goes to whoever called it; a second column says how
much of a stage's share that was.
"""

import collections
import re
import struct
import subprocess
import sys

# The first pattern that fits a function, counts.
CORE = r"copydesk_core::"
STAGES = [(name, re.compile(pattern)) for name, pattern in [
    ("word lists", CORE + r"languages"),
    ("tokens", CORE + r"reading::tokens"),
    ("sentences", CORE + r"reading::sentences"),
    ("quotations, linked", CORE + r"reading::quotes::(floor|link|who|speakers)"),
    ("quotations, a paragraph", CORE + r"reading::quotes"),
    ("names, linked", CORE + r"reading::names::(linked|draft|link|candidates|clusters|kinds|evidence|variants|"
     r"typography|keys|words|vocabulary|surroundings|bearers)"),
    ("names, a paragraph", CORE + r"reading::names"),
    ("dates, linked", CORE + r"reading::dates::(linked|which|years|link)"),
    ("dates, a paragraph", CORE + r"reading::dates"),
    # What asks a paragraph for a word is not its stage: its caller is.
    ("paragraphs and memo", CORE + r"reading::(?!paragraph::Paragraph::)"),
    ("layout of the draft", CORE + r"formats|pulldown_cmark|saphyr"),
    ("text and its edits", CORE + r"(text::(?!Span)|draft)|ropey|str_indices"),
    ("rules", CORE + r"(rules|finding|stylebook)"),
    ("server", r"copydesk::lsp|tower_|tokio|ls_types|mio::"),
    ("report", r"copydesk::output"),
    ("command", r"copydesk::(cli|project)|ignore::|walkdir|clap|globset"),
]]

# Whoever asks for memory or copies it.
MEMORY = re.compile(r"malloc|realloc|calloc|free|alloc::alloc|mem(move|cpy|set)|__rust_(alloc|dealloc)|^brk$|madvise|unlink_chunk|^sysmalloc|^systrim")

# Where the kernel's half of the addresses begins.
KERNEL = 1 << 63

# Who drives the program, and is no part of it.
DRIVERS = re.compile(r"program-|taskset|swapper|perf")

# A frame as perf prints it: a place in the file that holds the code, the function, the file.
FRAME = re.compile(r"^\s+([0-9a-f]+) (.*?)(?:\+0x[0-9a-f]+)? \((.*)\)$")


def segments(program):
    """Where the program's code lies in its file and in its memory: (offset, size, address) a segment."""
    with open(program, "rb") as file:
        head = file.read(64)
        (start,) = struct.unpack_from("<Q", head, 32)
        size, count = struct.unpack_from("<HH", head, 54)
        file.seek(start)
        table = file.read(size * count)
    rows = [struct.unpack_from("<IIQQQQ", table, size * i) for i in range(count)]
    return [(offset, length, address) for kind, _, offset, address, _, length in rows if kind == 1]


def samples(lines, program):
    """Yields a stack a sample: (address in the program or None, function, of the kernel), innermost first."""
    loaded, stack = segments(program), None

    def placed(at):
        found = (at - offset + address for offset, size, address in loaded if offset <= at < offset + size)
        return next(found, None)

    for line in lines:
        frame = FRAME.match(line.rstrip("\n")) if stack is not None else None
        if frame:
            at = int(frame[1], 16)
            # Where a call returns to may be another line already: one byte before is the call.
            ours = placed(at - (1 if stack else 0)) if frame[3] == program else None
            stack.append((ours, frame[2], at >= KERNEL))
        elif not line.startswith(("\t", " ", "\n")):
            stack = None if DRIVERS.match(line) else []
        elif stack and not line.strip():
            yield stack
            stack = None


def inlined(program, addresses):
    """The functions that an address of the program is in, innermost first."""
    asked = "".join(f"{address:#x}\n" for address in addresses)
    answer = subprocess.run(["addr2line", "-a", "-i", "-f", "-C", "-e", program],
                            input=asked, capture_output=True, text=True, check=True).stdout
    functions, at = collections.defaultdict(list), None
    lines = iter(answer.splitlines())
    for line in lines:
        if line.startswith("0x"):
            at = int(line, 16)
        else:
            functions[at].append(line)
            next(lines, None)  # file and line
    return functions


def stage(name):
    return next((stage for stage, pattern in STAGES if pattern.search(name)), None)


def judged(stack, functions):
    """The stage of a stack, whether memory was asked for or copied, and the names of its functions."""
    names = []
    for address, symbol, _ in stack:
        names += functions.get(address) or [symbol]
    place, found = next(((i, stage(name)) for i, name in enumerate(names) if stage(name)), (len(names), None))
    memory = any(map(MEMORY.search, names[:place]))
    if stack[0][2]:
        return "the system: files, pipes, memory", False, names
    return found or ("memory, whoever asked for it" if memory else "other"), memory, names


def main():
    program = sys.argv[1]
    stacks = list(samples(sys.stdin, program))
    functions = inlined(program, sorted({at for stack in stacks for at, _, _ in stack if at is not None}))
    shares, memory, others = collections.Counter(), collections.Counter(), collections.Counter()
    for stack in stacks:
        name, asked, names = judged(stack, functions)
        shares[name] += 1
        memory[name] += asked
        if name == "other":
            others[" < ".join(names[:4])[:160]] += 1

    def share(count):
        return f"{100 * count / len(stacks):.1f} %"

    print("| stage | share | of it memory |\n|---|---|---|")
    for name, count in shares.most_common():
        print(f"| {name} | {share(count)} | {share(memory[name])} |")
    print(f"\n{len(stacks):,} samples.")
    for names, count in others.most_common(8):
        print(f"other: {share(count)} {names}", file=sys.stderr)


if __name__ == "__main__":
    main()
