#!/usr/bin/env python3
"""Compares the engine with Jinja2 3.1.6 on generated templates. Needs jinja2 from PyPI.

fuzz.py --cmd "peerconf template batch" [--seed 1] [--count 2000] [--keep failures.jsonl]
fuzz.py --typed …                                        templates whose parts fit each other: most of them render
fuzz.py --record cases.jsonl --seed 1 --count 2000      the reference's results alone, for Fixtures/

Every case is made from the seed and its number alone, so a difference can be had again with
--seed S --only N. Results that depend on memory addresses, or on Python objects that templates
should not see, are left out.
"""
import warnings; warnings.simplefilter("ignore")
import argparse, json, random, re, shlex, subprocess, sys
import jinja2
from jinja2 import ChainableUndefined, DebugUndefined, StrictUndefined, Undefined

import typed

MODES = {"default": Undefined, "strict": StrictUndefined, "chainable": ChainableUndefined, "debug": DebugUndefined}
CONTEXT = {
    "n": 7, "z": 0, "neg": -13, "big": 2 ** 70 + 5, "f": 2.5, "tiny": 1e-7, "huge": 1e17, "t": True, "nil": None,
    "s": "hello World", "e": "", "u": "naïve ß Σας 日本", "html": "<b>&'\"</b>", "multi": "one\n  two three\n\nfour-five six",
    "ip": "10.0.12.254", "num": "42", "flt": " 3.75 ", "xs": [3, 1, 2, 10], "words": ["b", "A", "c", "a", "B"], "mixed": [1, "x", None, 2.0, True, [1, 2]],
    "empty": [], "d": {"b": 1, "a": 2, "C": 3}, "nest": {"k": {"deep": [10, {"x": "y"}]}, "items": 5},
    "rows": [{"name": "ge0", "mtu": 1500, "up": True}, {"name": "Ge1", "mtu": 9000, "up": False}, {"name": "lo0", "up": True, "tags": ["x", "y"]}],
    "pairs": [["a", 1], ["b", 2]],
}
NAMES = list(CONTEXT) + ["missing", "nope"]
ATTRS = ["a", "b", "k", "name", "mtu", "items", "deep", "upper", "nothing", "x", "tags"]
FILTERS = [
    "abs", "capitalize", "upper", "lower", "title", "trim", "length", "count", "first", "last", "list", "string", "int", "float", "reverse",
    "sort", "unique", "join", "join(', ')", "default('d')", "d('x', true)", "round", "round(1)", "round(2, 'floor')", "round(-1)", "sum", "min", "max", "tojson", "tojson(2)",
    "escape", "e", "safe", "forceescape", "striptags", "wordcount", "center(20)", "indent", "indent(2, true)", "indent('>', blank=true)", "truncate(8)", "truncate(6, true, '')",
    "truncate(10, leeway=0)", "wordwrap(7)", "wordwrap(5, false)", "replace('o', '0')", "replace('a', 'b', 1)", "batch(2)|list", "batch(3, '-')|list", "slice(2)|list", "slice(3, 'z')|list",
    "dictsort", "dictsort(true)", "dictsort(false, 'value')", "dictsort(reverse=true)", "items|list", "map('upper')|list", "map('string')|join('+')", "map(attribute='name')|list",
    "map(attribute='mtu', default=0)|list", "select|list", "select('odd')|list", "select('number')|list", "reject('string')|list", "selectattr('up')|map(attribute='name')|list",
    "rejectattr('mtu', 'defined')|list|length", "selectattr('mtu', 'gt', 2000)|list|length", "sort(attribute='name')|map(attribute='name')|list", "sort(reverse=true)",
    "sort(case_sensitive=true)", "groupby('up')|length", "unique(true)|list", "filesizeformat", "filesizeformat(true)", "urlencode", "xmlattr", "pprint", "format(1, 2)", "attr('upper')",
    "int(5)", "int(0, 16)", "float(1.5)", "urlize", "urlize(10, true)", "min(attribute='mtu')", "sum(attribute='mtu')", "title|upper", "reverse|list", "list|length", "string|length",
]
TESTS = ["defined", "undefined", "none", "number", "string", "mapping", "sequence", "iterable", "callable", "odd", "even", "divisibleby 3", "divisibleby(2)", "lower", "upper", "boolean",
         "true", "false", "integer", "float", "in [1, 7, 'a']", "eq 7", "ne 'x'", "gt 2", "lessthan 3", "sameas none", "escaped", "filter", "test", "==(7)", "ge(1)"]
METHODS = [
    "upper()", "lower()", "title()", "strip()", "split()", "split('o')", "split(',', 1)", "rsplit(' ', 1)", "splitlines()", "replace('l', 'L')", "replace('', '.')", "startswith('h')", "endswith(('d', 'x'))",
    "find('o')", "rfind('o')", "count('l')", "index('e')", "zfill(12)", "center(15, '*')", "ljust(9)", "rjust(9, '.')", "partition(' ')", "rpartition('o')", "isdigit()", "isalpha()", "isalnum()", "isspace()",
    "islower()", "istitle()", "capitalize()", "swapcase()", "casefold()", "join(['a', 'b'])", "format(1, 2)", "expandtabs(4)", "removeprefix('he')", "removesuffix('ld')", "keys()|list", "values()|list", "items()|list",
    "get('a')", "get('q', 9)", "index(1)", "count(1)", "copy()", "append(4)", "pop()", "isnumeric()", "lstrip('h')", "rstrip('d')", "isidentifier()", "setdefault('q', 1)", "update({'z': 1})",
]
FORMATS = ["%d|%s", "%5.1f|%-6s|", "%05d", "%x-%X-%o", "%e", "%g", "%r", "%+d", "%%", "%s %s", "%c", "%10.3s|", "%(a)s", "% d", "%#x", "%i%%", "%.0f", "%.3g", "%G"]
BRACES = ["{}", "{0}-{0}", "{:>8}|", "{:<8}|", "{:^9}|", "{:05d}", "{:,}", "{:.2f}", "{:x}", "{:#b}", "{!r}", "{:e}", "{:%}", "{:+}", "{:_}", "{:*^11}", "{:.3}", "{:010.3f}", "{:,.2f}", "{a}", "{0[0]}", "{:s}", "{{}}", "{:08,}", "{:g}", "{:=+7}"]


# Memory addresses, and Python objects that templates should not see.
UNSTABLE = r"0x[0-9a-f]{6,}|<(built-in|bound) method|__|RecursionError|SyntaxError: '|NameError|complex|encode|<BUILT-IN"


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.blocks = 0

    def pick(self, items):
        return items[self.r.randrange(len(items))]

    def literal(self):
        r = self.r
        k = r.randrange(12)
        if k == 0: return str(r.choice([0, 1, 2, 3, 10, 255, 65536, 2 ** 31, 2 ** 63, 2 ** 64, 10 ** 20]))
        if k == 1: return r.choice(["0.5", "1.0", "2.75", "1e3", "1.5e-9", "1e16", "123456789.123", "1_000", "0x1F", "0b101", "0o17"])
        if k == 2: return r.choice(["true", "false", "none", "True", "None"])
        if k <= 5: return r.choice(["'a'", '"b c"', "'é'", "'\\n'", "'x\\ty'", "'it\\'s'", "''", "'10'", "'<i>'", "'\\u00e9'", "'A-b_c'", "'a' 'b'"])
        if k == 6: return "[" + ", ".join(self.expr(0) for _ in range(r.randrange(4))) + "]"
        if k == 7: return "(" + "".join(self.expr(0) + ", " for _ in range(r.randrange(3))) + ")"
        if k == 8: return "{" + ", ".join("%s: %s" % (r.choice(["'a'", "'b'", "1", "'k'"]), self.expr(0)) for _ in range(r.randrange(3))) + "}"
        return self.pick(NAMES)

    def expr(self, depth):
        r = self.r
        if depth <= 0 or r.random() < 0.15:
            return self.literal() if r.random() < 0.45 else self.pick(NAMES)
        k = r.randrange(20)
        sub = lambda: self.expr(depth - 1)
        if k < 5: return "%s|%s" % (self.paren(sub()), self.pick(FILTERS))
        if k < 7: return "%s %s %s" % (sub(), self.pick(["+", "-", "*", "/", "//", "%", "~", "~"]), sub())
        if k == 7: return "%s ** %s" % (self.pick(["2", "n", "3", "f", "10", "z"]), self.pick(["2", "3", "-1", "0", "0.5", "64"]))
        if k == 8: return "%s %s %s" % (sub(), self.pick(["==", "!=", "<", "<=", ">", ">=", "in", "not in"]), sub())
        if k == 9: return "%s %s %s" % (sub(), self.pick(["and", "or"]), sub())
        if k == 10: return "not %s" % sub()
        if k == 11: return "%s is %s%s" % (self.paren(sub()), self.pick(["", "", "not "]), self.pick(TESTS))
        if k == 12: return "%s if %s%s" % (sub(), sub(), self.pick([" else " + sub(), ""]))
        if k == 13: return "%s.%s" % (self.paren(sub()), self.pick(ATTRS))
        if k == 14: return "%s[%s]" % (self.paren(sub()), self.pick(["0", "-1", "'a'", "'k'", "5", "1:", ":2", "::-1", "1:3", "::2", "-2:", "'name'", sub()]))
        if k < 17: return "%s.%s" % (self.paren(sub()), self.pick(METHODS))
        if k == 17: return "%s %% %s" % (repr(self.pick(FORMATS)), self.pick(["n", "f", "(n, s)", "(s, n)", "d", "[1]", "(n,)", "big", "(f,)", sub()]))
        if k == 18: return "%s.format(%s)" % (repr(self.pick(BRACES)), self.pick(["n", "f", "s", "xs", "n, s", "a=1", "big", "t", "neg", "1e10", sub()]))
        return "(%s)" % sub()

    def paren(self, text):
        return text if re.fullmatch(r"\w+|'[^']*'|\[.*\]|\(.*\)", text) else "(%s)" % text

    def tag(self, text, kind="%"):
        open_, close = self.pick([("", ""), ("", ""), ("", ""), ("-", ""), ("", "-"), ("-", "-"), ("+", "")])
        return "{%s%s %s %s%s}" % (kind, open_, text, close, kind)

    def body(self, depth, in_loop=False):
        return "".join(self.statement(depth, in_loop) for _ in range(self.r.randrange(1, 4)))

    def data(self):
        return self.pick(["\n", " ", "text", "  \n", "a b\n", "\n\n  x", "é", "<p>", ";", "\t", ""])

    def statement(self, depth, in_loop=False):
        r = self.r
        k = r.randrange(22)
        if depth <= 0 or k < 7:
            return self.data() + "{{ %s }}" % self.expr(2) + self.data()
        b = lambda loop=in_loop: self.body(depth - 1, loop)
        if k == 7: return self.data() + self.tag("if " + self.expr(2)) + b() + (self.tag("elif " + self.expr(1)) + b() if r.random() < .3 else "") + (self.tag("else") + b() if r.random() < .5 else "") + self.tag("endif")
        if k < 11:
            target = self.pick(["x", "x", "i", "a, b", "n"])
            over = self.pick(["xs", "words", "rows", "pairs", "d", "s", "d.items()", "range(3)", "empty", "missing", "d|dictsort", "mixed", "xs|map('string')", self.expr(1)])
            extra = self.pick(["", "", "", " if " + self.expr(1), " if x", " if loop"])
            return (self.tag("for %s in %s%s" % (target, over, extra)) + self.pick(["", "", "{{ loop.%s }}" % self.pick(["index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "cycle('a', 'b')", "changed(x)", "depth"])])
                    + self.pick(["{{ x }}", "{{ a }}", ""]) + b(True) + (self.tag("else") + b() if r.random() < .2 else "") + self.tag("endfor"))
        if k < 14: return self.tag("set %s = %s" % (self.pick(["x", "n", "y", "s", "a, b", "ns.v"]), self.expr(2)))
        if k == 14: return self.tag("set x") + b() + self.tag("endset")
        if k == 15: return self.tag("with x = %s, q = n" % self.expr(1)) + b() + self.tag("endwith")
        if k == 16: return self.tag("macro m(a, b=%s)" % self.expr(1)) + b(False) + self.pick(["{{ a }}{{ b }}", "{{ varargs }}", "{{ kwargs }}", "{{ caller() }}", ""]) + self.tag("endmacro") + "{{ m(%s) }}" % self.pick(["1", "s, xs", "a=2", "", "1, 2, 3", "n, c=1"])
        if k == 17: return self.tag("filter " + self.pick(["upper", "indent", "replace('a', 'b')", "length", "trim|title", "escape"])) + b() + self.tag("endfilter")
        if k == 18: return self.pick(["{%- raw %}{{ x }} {% endraw %}", "{# c #}", "{#- c -#}", "{% raw -%}  y{%- endraw -%}"])
        if k == 19: return self.tag("include " + self.pick(["'inc'", "'nothere' ignore missing", "['nothere', 'inc']", "'inc' without context"]))
        if k == 20: return self.tag(self.pick(["import 'lib' as l", "from 'lib' import m1, v1", "import 'lib' as l with context"])) + self.pick(["{{ l.m1(2) }}", "{{ m1(s) }}", "{{ l.v1 }}", "{{ v1 }}"])
        self.blocks += 1
        return self.tag("block b%d%s" % (self.blocks, self.pick(["", " scoped"]))) + b(False) + self.tag("endblock")

    def case(self, ident):
        r = self.r
        options = {"trim_blocks": r.random() < .4, "lstrip_blocks": r.random() < .4, "keep_trailing_newline": r.random() < .3,
                   "undefined": self.pick(["default", "default", "strict", "strict", "chainable", "debug"]), "autoescape": r.random() < .2, "extensions": ["do", "loopcontrols"]}
        main = self.body(3) if r.random() < .6 else "{{ %s }}" % self.expr(3)
        if r.random() < .1:
            main = "{% extends 'base' %}" + main + "{% block body %}" + self.body(1) + self.pick(["{{ super() }}", ""]) + "{% endblock %}"
        if r.random() < .3: main = "{% set ns = namespace(v=1) %}" + main + "{{ ns.v }}"
        templates = {"main": main, "inc": "[{{ x }}{{ n }}{% set n = 5 %}]", "lib": "{% macro m1(p) %}<{{ p }}{{ n }}>{% endmacro %}{% set v1 = 3 %}",
                     "base": "B{% block body %}base{% endblock %}E{{ n }}"}
        return {"id": ident, "templates": templates, "entry": "main", "context": CONTEXT, "options": options}


def reference(case):
    o = case["options"]
    env = jinja2.Environment(loader=jinja2.DictLoader(case["templates"]), undefined=MODES[o["undefined"]], autoescape=o["autoescape"], trim_blocks=o["trim_blocks"],
                             lstrip_blocks=o["lstrip_blocks"], keep_trailing_newline=o["keep_trailing_newline"], **{k: v for k, v in o.items() if k.endswith(("_string", "_prefix"))}, extensions=["jinja2.ext." + e for e in o.get("extensions", [])])
    try:
        out = env.get_template("main").render(json.loads(json.dumps(case["context"])))
        return {"ok": True, "output": out}
    except Exception as e:
        kind = "runtime"
        if isinstance(e, jinja2.TemplateSyntaxError): kind = "syntax"
        elif isinstance(e, jinja2.UndefinedError): kind = "undefined"
        elif isinstance(e, jinja2.TemplateNotFound): kind = "notfound"
        line = 0
        if kind == "syntax":
            line = e.lineno
        elif kind != "notfound" or e.__traceback__ is not None:
            tb = e.__traceback__
            while tb is not None:
                if "__jinja_template__" in tb.tb_frame.f_globals or tb.tb_frame.f_code.co_filename == "<template>" or tb.tb_frame.f_code.co_filename in case["templates"]:
                    line = tb.tb_lineno
                tb = tb.tb_next
        return {"ok": False, "error": kind, "line": line, "detail": "%s: %s" % (type(e).__name__, e)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--cmd"); ap.add_argument("--record"); ap.add_argument("--seed", type=int, default=1); ap.add_argument("--count", type=int, default=2000)
    ap.add_argument("--only", type=int); ap.add_argument("--keep"); ap.add_argument("--show", type=int, default=25)
    ap.add_argument("--typed", action="store_true")
    a = ap.parse_args()
    make = typed.Typed if a.typed else Generator
    numbers = [a.only] if a.only is not None else range(a.count)
    cases = [make("%d/%d" % (a.seed, i)).case("%d/%d" % (a.seed, i)) for i in numbers]
    if a.record:
        with open(a.record, "w") as f:
            for c in cases:
                want = reference(c)
                if re.search(UNSTABLE, want.get("output", "") + want.get("detail", "")):
                    continue
                want.pop("detail", None)
                c = {k: v for k, v in c.items() if k != "context"} | {"options": {k: v for k, v in c["options"].items() if v}, "expect": want}
                c["templates"] = {k: v for k, v in c["templates"].items() if k == "main" or "'%s'" % k in c["templates"]["main"]}
                f.write(json.dumps(c, ensure_ascii=False) + "\n")
        return 0
    wire = "".join(json.dumps(c, ensure_ascii=False) + "\n" for c in cases).encode()
    done = subprocess.run(shlex.split(a.cmd), input=wire, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    results = [json.loads(l) for l in done.stdout.decode().splitlines()]
    if len(results) != len(cases):
        print("the engine ended at case %s (%d of %d)" % (cases[len(results)]["id"], len(results), len(cases)))
    kept, oks, skipped = [], 0, 0
    for c, got in zip(cases, results):
        want = reference(c)
        oks += want["ok"]
        text = want.get("output", "") + want.get("detail", "")
        if re.search(UNSTABLE, text):
            skipped += 1
            continue
        same = want["ok"] == got["ok"] and (want["output"] == got["output"] if want["ok"] else want["error"] == got["error"] and want["line"] == got["line"])
        if not same:
            kept.append(dict(c, expect=want, got=got))
    for c in kept[:a.show]:
        print("---", c["id"], {k: v for k, v in c["options"].items() if v}); print("  src ", json.dumps(c["templates"]["main"], ensure_ascii=False)[:600])
        print("  want", json.dumps({k: v for k, v in c["expect"].items()}, ensure_ascii=False)[:400]); print("  got ", json.dumps(c["got"], ensure_ascii=False)[:400])
    print("%d cases of seed %d, %d render, %d left out, %d differences" % (len(results), a.seed, oks, skipped, len(kept)))
    if a.keep:
        with open(a.keep, "w") as f:
            for c in kept: f.write(json.dumps(c, ensure_ascii=False) + "\n")
    return 1 if kept or len(results) != len(cases) else 0


if __name__ == "__main__":
    sys.exit(main())
