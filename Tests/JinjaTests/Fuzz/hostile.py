#!/usr/bin/env python3
"""Gives the engine templates that mean harm, and templates that are damaged: each must end in an answer.

hostile.py --cmd "peerconf template batch" [--seed 1] [--count 2000] [--memory MIB]

Every case is made from the seed and its number. A case that ends the engine, or one that takes longer than its own
limits allow, is printed; the exit code is 1. The engine's memory is held to --memory.
"""
import argparse, json, random, resource, shlex, subprocess, sys, time

import typed

BOMBS = [
    "{{ 'x' * 10 ** 9 }}", "{{ 10 ** 10 ** 6 }}", "{{ 2 ** 10 ** 9 }}", "{{ 9 ** 9 ** 9 ** 9 }}", "{{ range(10 ** 12)|list }}", "{{ range(10 ** 18)|sum }}", "{% for a in range(10 ** 9) %}{% endfor %}",
    "{{ '%999999999d' % 1 }}", "{{ '{:>999999999}'.format(1) }}", "{{ '{:{}}'.format('x', 10 ** 9) }}", "{{ 'x'.center(10 ** 9) }}", "{{ ['x' * 10000] * 10 ** 7 }}", "{{ ('a' * 10 ** 6).replace('a', 'b' * 10 ** 6) }}",
    "{% set ns = namespace(t='ab') %}{% for i in range(99) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}", "{% set l = [] %}{% do l.append(l) %}{{ l }}{{ l|tojson }}", "{% set d = {} %}{% do d.update(d=d) %}{{ d }}{{ d|pprint }}",
    "{% set l = [1] %}{% for x in l %}{% do l.append(x) %}{% endfor %}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% macro m(a) %}{{ m([a]) }}{% endmacro %}{{ m(1) }}",
    "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}", "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", "{% include 'main' %}", "{% extends 'main' %}", "{% import 'main' as m %}",
    "{% from 'main' import x %}", "{% include 'loop' %}", "{% extends 'cycle' %}", "{% block a %}{{ self.a() }}{% endblock %}", "{{ xs|batch(10 ** 12)|list }}", "{{ xs|slice(10 ** 12)|list }}", "{{ 'a'|indent(10 ** 9) }}",
    "{{ lipsum(n=10 ** 6) }}", "{{ ('a ' * 10 ** 6)|wordwrap(1) }}", "{{ ('a' * 10 ** 6)|urlize }}", "{{ ('http://' * 10 ** 5)|urlize }}", "{{ ('<' * 10 ** 6)|striptags }}", "{{ ('<!--' * 10 ** 5)|striptags }}", "{{ ('x' * 10 ** 6)|title }}",
    "{{ (xs * 10 ** 6)|unique|list }}", "{{ (range(10 ** 6)|list)|sort|groupby('x') }}", "{{ 10 ** 4000 % 7 ** 2000 }}", "{{ (10 ** 5000)|string|int }}", "{{ ('9' * 10 ** 6)|int }}", "{{ ('9' * 10 ** 5)|float }}", "{{ 1e308 * 10 }}", "{{ (1e308 * 10)|int }}",
    "{% for a in range(3000) %}{% for b in range(3000) %}{% endfor %}{% endfor %}", "{{ dict(xs|map('string')|batch(2)) }}", "{{ joiner }}{{ cycler(*range(10 ** 7)) }}", "{{ 'a'.join('b' * 10 ** 7) }}", "{{ ('ab' * 10 ** 6).split('a')|length }}",
]
NESTS = [("{{ ", "(", "1", ")", " }}"), ("{{ ", "[", "", "]", " }}"), ("{{ ", "{'a': ", "1", "}", " }}"), ("{{ ", "not ", "1", "", " }}"), ("{{ ", "-", "1", "", " }}"), ("{{ 1", "|abs", "", "", " }}"), ("{{ x", ".a", "", "", " }}"), ("{{ x", "[0]", "", "", " }}"),
         ("{{ ", "1 + ", "1", "", " }}"), ("{{ ", "1 if 1 else ", "1", "", " }}"), ("{{ 1", " ~ 1", "", "", " }}"), ("{{ ", "f(", "", ")", " }}"), ("{{ 1", " is defined", "", "", " }}"), ("{{ ", "2 ** ", "2", "", " }}"),
         ("", "{% if 1 %}", "x", "{% endif %}", ""), ("", "{% for x in [1] %}", "x", "{% endfor %}", ""), ("", "{% with %}", "x", "{% endwith %}", ""), ("", "{% filter upper %}", "x", "{% endfilter %}", ""), ("", "{% set x %}", "x", "{% endset %}", ""),
         ("", "{% macro m() %}", "x", "{% endmacro %}", ""), ("", "{% call m() %}", "x", "{% endcall %}", ""), ("", "{% if 1 %}{% else %}", "x", "{% endif %}", ""), ("{% if 1 %}", "{% elif 1 %}", "x", "", "{% endif %}"), ("", "{#", "x", "#}", ""), ("", "{% raw %}", "x", "{% endraw %}", ""),
         ("", "{% block b %}", "x", "{% endblock %}", ""), ("{{ '", "\\\\", "x", "", "' }}"), ("{{ ", "9", "", "", " }}"), ("{{ 1.", "9", "", "", " }}"), ("{{ 1e", "9", "", "", " }}"), ("", "a", "", "", ""), ("", "\n", "", "", ""), ("{{ ", "a", "", "", " }}"), ("{% ", "-", "", "", " %}")]
TOKENS = ["{%", "%}", "{{", "}}", "{#", "#}", "{%-", "-%}", "(", ")", "[", "]", "{", "}", "|", ".", ",", ":", "~", "**", "//", "not", "is", "in", "if", "else", "for", "endfor", "loop", "super()", "self", "'", "\"", "\\", "\0", "\u2028", "\ufeff", "\n", "\r", "%", "#", "-", "+", "1e999", "0x", "0b2", "1__0",
          "raw", "endraw", "block", "extends", "include", "import", "recursive", "namespace()", "caller()", "varargs", "{% set", "{% macro m(", "*", "=", "==", "<", "\U0001F600", "\u0301"]


def case(seed, number):
    r = random.Random("%d/%d" % (seed, number))
    made = typed.Typed("%d/%d" % (seed, number)).case("%d/%d" % (seed, number))
    kind = r.randrange(10)
    main = made["templates"]["main"]
    if kind == 0:
        main = r.choice(BOMBS)
    elif kind == 1:
        start, open_, middle, close, end = r.choice(NESTS)
        depth = r.choice([50, 500, 5_000, 100_000])
        main = start + open_ * depth + middle + (close * depth if r.random() < .7 else "") + end
    elif kind == 2:
        cut = r.randrange(len(main) + 1)
        main = main[:cut] if r.random() < .5 else main[cut:]
    else:
        for _ in range(r.randrange(1, 6)):
            at = r.randrange(len(main) + 1)
            to = min(len(main), at + r.randrange(1, 12))
            change = r.randrange(6)
            if change == 0: main = main[:at] + main[to:]
            elif change == 1: main = main[:at] + main[at:to] * r.choice([2, 3, 50]) + main[to:]
            elif change == 2: main = main[:at] + r.choice(TOKENS) + main[at:]
            elif change == 3: main = main[:at] + r.choice(TOKENS) + main[to:]
            elif change == 4: main = main[:at] + chr(r.choice([r.randrange(1, 128), r.randrange(128, 0xD800), r.randrange(0x10000, 0x110000)])) + main[at:]
            else: main = main[:at] + main[at:to][::-1] + main[to:]
    made["templates"]["main"] = main
    made["templates"]["loop"] = "{% include 'loop2' %}"
    made["templates"]["loop2"] = "{% import 'loop' as l %}{% include 'loop' %}"
    made["templates"]["cycle"] = "{% extends 'cycle2' %}"
    made["templates"]["cycle2"] = "{% extends 'cycle' %}"
    return made


def spoiled(line, r):
    """The request itself, damaged: no JSON, no UTF-8, too deep."""
    kind = r.randrange(4)
    if kind == 0: return line[: r.randrange(len(line))]
    if kind == 1:
        at = r.randrange(len(line))
        return (line[:at] + bytes([r.choice([0xFF, 0xC0, 0x80, 0x00])]) + line[at + 1:]).replace(b"\n", b" ")
    if kind == 2: return b"[" * 100_000
    return b'{"id":"x","templates":{"main":"{{ a }}"},"entry":"main","context":{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}}"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--cmd", required=True); ap.add_argument("--seed", type=int, default=1); ap.add_argument("--count", type=int, default=2000)
    ap.add_argument("--memory", type=int, default=4096, help="address space of the engine, in MiB"); ap.add_argument("--seconds", type=float, default=30, help="longest answer")
    a = ap.parse_args()
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (a.memory << 20, a.memory << 20))
    engine, bad, answers, longest = None, 0, {}, (0, "")
    for number in range(a.count):
        r = random.Random("%d/%d/line" % (a.seed, number))
        line = json.dumps(case(a.seed, number), ensure_ascii=False).encode("utf-8", "surrogatepass")
        if r.random() < .05: line = spoiled(line, r)
        if engine is None: engine = subprocess.Popen(shlex.split(a.cmd), stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=limit)
        begin = time.monotonic()
        try:
            engine.stdin.write(line + b"\n"); engine.stdin.flush()
            answer = engine.stdout.readline()
        except BrokenPipeError:
            answer = b""
        took = time.monotonic() - begin
        longest = max(longest, (took, "%d/%d" % (a.seed, number)))
        if not answer:
            print("--- %d/%d ended the engine (status %s): %s" % (a.seed, number, engine.wait(), line[:300])); bad += 1; engine = None
            continue
        result = json.loads(answer)
        answers[result.get("error", "ok")] = answers.get(result.get("error", "ok"), 0) + 1
        if took > a.seconds:
            print("--- %d/%d took %.1f s: %s" % (a.seed, number, took, line[:300])); bad += 1
    print("%d hostile cases of seed %d: %s; the longest took %.2f s (%s); %d bad" % (a.count, a.seed, ", ".join("%d %s" % (v, k) for k, v in sorted(answers.items())), longest[0], longest[1], bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
