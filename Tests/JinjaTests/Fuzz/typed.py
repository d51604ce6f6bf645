"""Templates whose parts fit each other, so that most of them render: they look into results, not into errors.

Every expression has a kind (integer, float, text, truth, list, mapping, rows), and filters, tests and methods get what
they are made for; sometimes something else. Delimiters, line statements, inheritance, recursion and callers included.
"""
import random, re

CONTEXT = {
    "n": 7, "z": 0, "neg": -13, "big": 2 ** 70 + 5, "f": 2.5, "tiny": 1e-7, "huge": 1e17, "t": True, "no": False, "nil": None,
    "s": "hello World", "e": "", "u": "naïve ß Σας 日本 ǆ", "html": "<b class=\"x\">&'</b> http://a.example/x?y=1&z=2", "multi": "one\n  two three\n\nfour-five six",
    "num": "42", "hexa": "0x1F", "csv": "a,b,,c", "xs": [3, 1, 2, 10], "fs": [1.5, -0.25, 3.0], "words": ["b", "A", "c", "a", "B"], "empty": [],
    "d": {"b": 1, "a": 2, "C": 3}, "deep": {"k": {"l": [10, {"x": "y"}]}, "items": 5},
    "rows": [{"name": "ge0", "mtu": 1500, "up": True}, {"name": "Ge1", "mtu": 9000, "up": False}, {"name": "lo0", "mtu": 1500, "up": True, "tags": ["x", "y"]}],
    "tree": [{"v": 1, "kids": [{"v": 2, "kids": [{"v": 4, "kids": []}]}, {"v": 3, "kids": []}]}, {"v": 5, "kids": []}],
}


class Typed:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.blocks = 0
        self.locals = []

    def pick(self, *items):
        return items[self.r.randrange(len(items))]

    def chance(self, p):
        return self.r.random() < p

    # Expressions, by kind. `k` is the depth that is left.

    def any(self, k):
        if self.locals and self.chance(.3): return self.pick(*self.locals)
        return self.pick(self.int, self.int, self.text, self.text, self.truth, self.list, self.float, self.map)(k)

    def int(self, k):
        if k <= 0: return self.pick("n", "z", "neg", "big", "3", "0", "1", "255", "-1", "10", "1_000", "0x1F", "0b11", "0o17", "18446744073709551616")
        i, t, l = (lambda: self.int(k - 1)), (lambda: self.text(k - 1)), (lambda: self.list(k - 1))
        return self.pick(
            lambda: "(%s %s %s)" % (i(), self.pick("+", "-", "*"), i()), lambda: "(%s %s %s)" % (i(), self.pick("//", "%"), self.pick("3", "n", "-4", "big")),
            lambda: "(%s ** %s)" % (i(), self.pick("2", "3", "0", "5")), lambda: "(-%s)" % i(), lambda: "%s|length" % t(), lambda: "%s|count" % l(),
            lambda: "%s|wordcount" % t(), lambda: "%s|abs" % i(), lambda: "num|int", lambda: "%s|int(%s)" % (t(), self.pick("5", "default=9", "0, 16", "base=16")), lambda: "%s|int" % self.float(k - 1),
            lambda: "xs|sum", lambda: "xs|%s" % self.pick("first", "last", "min", "max"), lambda: "rows|sum(attribute='mtu')", lambda: "rows|sum('mtu', start=%s)" % i(),
            lambda: "%s.%s" % (t(), self.pick("count('l')", "find('o')", "rfind('o')", "count('')", "find('x', 2)")), lambda: "d.get('%s', %s)" % (self.pick("a", "q", "C"), i()),
            lambda: "xs[%s]" % self.pick("0", "-1", "1"), lambda: "rows[%s].mtu" % self.pick("0", "1", "-1"), lambda: "deep.k.l[0]", lambda: "deep['items']", lambda: "d['a']",
            lambda: "(%s if %s else %s)" % (i(), self.truth(k - 1), i()), lambda: "%s.index(%s)" % ("xs", self.pick("3", "10")))()

    def float(self, k):
        if k <= 0: return self.pick("f", "tiny", "huge", "0.5", "1e3", "1e16", "1.5e-9", "123456789.123", "2.0")
        x = lambda: self.float(k - 1)
        return self.pick(
            lambda: "(%s %s %s)" % (x(), self.pick("+", "-", "*", "/"), self.pick("f", "2", "n", "0.1")), lambda: "(%s / %s)" % (self.int(k - 1), self.pick("4", "3", "n", "f")),
            lambda: "%s|round(%s)" % (x(), self.pick("", "1", "2, 'floor'", "1, 'ceil'", "-2", "precision=3", "method='common'")), lambda: "%s|round" % self.int(k - 1), lambda: "%s|abs" % x(),
            lambda: "num|float", lambda: "%s|float(%s)" % (self.text(k - 1), self.pick("1.5", "default=0.25")), lambda: "fs|%s" % self.pick("sum", "first", "max", "min"), lambda: "(f ** %s)" % self.pick("2", "-1", "0.5"))()

    def text(self, k):
        if k <= 0: return self.pick("s", "e", "u", "html", "multi", "num", "csv", "'a'", "'b c'", "'é'", "'x\\ty'", "'A-b_c'", '"it\'s"', "'%'", "'<i>'", "' pad '")
        t, i, l, a = (lambda: self.text(k - 1)), (lambda: self.int(k - 1)), (lambda: self.list(k - 1)), (lambda: self.any(k - 1))
        kind = self.r.randrange(14)
        if kind < 3: return "%s|%s" % (t(), self.pick(
            "upper", "lower", "title", "capitalize", "trim", "trim('ab ')", "trim(chars='<>')", "reverse", "escape", "e", "safe", "forceescape", "striptags", "string", "urlencode", "pprint", "center(%s)" % self.pick("20", "width=5", "0"),
            "indent", "indent(2, true)", "indent('>', blank=true)", "indent(width=3, first=true)", "truncate(8)", "truncate(6, true, '')", "truncate(5, killwords=true, end='…', leeway=0)", "wordwrap(7)", "wordwrap(5, false)",
            "wordwrap(6, wrapstring='|')", "wordwrap(9, true, '/', false)", "replace('o', '0')", "replace('l', 'L', 1)", "replace('', '-')", "default('d')", "default('d', true)", "urlize", "urlize(12, nofollow=true)", "urlize(target='_blank', rel='me')",
            "tojson", "tojson(indent=2)", "first", "format", "e|upper", "xmlattr"[:0] or "lower|title"))
        if kind < 5: return "%s.%s" % (self.wrap(t()), self.pick(
            "upper()", "lower()", "title()", "strip()", "strip('hd')", "lstrip('h')", "rstrip('d')", "replace('l', 'L')", "replace('o', '', 1)", "zfill(12)", "center(15, '*')", "ljust(9)", "rjust(9, '.')", "capitalize()", "swapcase()",
            "casefold()", "expandtabs(4)", "removeprefix('he')", "removesuffix('ld')", "format(1, 2)", "join(['a', 'b'])", "join(words)"))
        if kind == 5: return "(%s ~ %s)" % (a(), a())
        if kind == 6: return "(%s + %s)" % (t(), t())
        if kind == 7: return "%s[%s]" % (self.wrap(t()), self.pick("1:", ":2", "::-1", "1:3", "::2", "-2:", ":-1", "5:1:-1", "n:", ":z"))
        if kind == 8: return "%s|join(%s)" % (l(), self.pick("", "', '", "d='-'", "'<'"))
        if kind == 9: return "%s %% %s" % self.pick(("'%d|%s'", "(n, s)"), ("'%5.1f|%-6s|'", "(f, num)"), ("'%05d'", "neg"), ("'%x-%X-%o'", "(n, 255, 8)"), ("'%e %g'", "(f, huge)"), ("'%(a)s/%(b)03d'", "d"), ("'%r %s'", "(s, nil)"), ("'%+d %% % d'", "(n, z)"), ("'%#x %c'", "(255, 65)"), ("'%.3s'", "s")) if self.chance(.5) else \
            "%s.format(%s)" % self.pick(("'{}|{}'", "n, s"), ("'{0}-{1}-{0}'", "s, n"), ("'{:>8}|{:<8}|{:^9}|'", "n, s, f"), ("'{:05d} {:,} {:_}'", "neg, big, 1234567"), ("'{:.2f} {:e} {:%}'", "f, huge, f"), ("'{:x} {:#b} {:#o}'", "255, 5, 8"), ("'{!r:>9}'", "s"), ("'{a[0]} {b.c}'"[:7] + "'", "a=xs"), ("'{:*^11}{{}}'", "num"), ("'{:+.3g} {:g}'", "f, huge"), ("'{:{}}|'", "s, 14"))
        if kind == 10: return "%s|string" % a()
        if kind == 11: return "(%s if %s else %s)" % (t(), self.truth(k - 1), t())
        if kind == 12: return self.pick("rows[0].name", "rows|map(attribute='name')|join(',')", "deep.k.l[1].x", "deep['k']['l'][1]['x']", "rows|map(attribute='tags', default='-')|join", "f|filesizeformat", "big|filesizeformat(true)", "n|pprint", "d|xmlattr", "{'a': 1, 'b': nil, 'c': '<'}|xmlattr(false)", "{'k': [1, 's'], 'é': true}|tojson", "rows|tojson", "d|urlencode", "d|pprint")
        return self.pick("(%s or %s)", "(%s and %s)") % (t(), t())

    def truth(self, k):
        if k <= 0: return self.pick("t", "no", "true", "false", "nil", "n", "e", "s", "empty", "missing is defined", "n is defined")
        a, i, t = (lambda: self.any(k - 1)), (lambda: self.int(k - 1)), (lambda: self.text(k - 1))
        return self.pick(
            lambda: "(%s %s %s)" % (i(), self.pick("<", "<=", ">", ">=", "==", "!="), i()), lambda: "(%s %s %s)" % (t(), self.pick("<", "==", "!=", ">="), t()), lambda: "(%s %s %s)" % (a(), self.pick("==", "!="), a()),
            lambda: "(%s < %s <= %s)" % (i(), i(), i()), lambda: "(%s %s %s)" % (t(), self.pick("in", "not in"), t()), lambda: "(%s %s %s)" % (a(), self.pick("in", "not in"), self.list(k - 1)), lambda: "('a' in d)",
            lambda: "(not %s)" % a(), lambda: "(%s %s %s)" % (self.truth(k - 1), self.pick("and", "or"), self.truth(k - 1)),
            lambda: "(%s is %s%s)" % (a(), self.pick("", "not "), self.pick("defined", "none", "number", "string", "mapping", "sequence", "iterable", "boolean", "true", "false", "integer", "float", "callable", "sameas none", "sameas(t)", "eq 7", "ne('x')", "in [1, 7, 'a']", "escaped")),
            lambda: "(%s is %s)" % (i(), self.pick("odd", "even", "divisibleby 3", "divisibleby(2)", "gt 2", "ge(1)", "lt n", "<(3)", "lessthan 3", "greaterthan(neg)", "le 0")), lambda: "(%s is %s)" % (t(), self.pick("lower", "upper", "filter", "test")),
            lambda: "%s.%s" % (self.wrap(t()), self.pick("isdigit()", "isalpha()", "isalnum()", "isspace()", "islower()", "isupper()", "istitle()", "isnumeric()", "isdecimal()", "isidentifier()", "isascii()", "isprintable()", "startswith('h')", "endswith(('d', 'x'))", "startswith('e', 1)")))()

    def list(self, k):
        if k <= 0: return self.pick("xs", "words", "empty", "fs", "[]", "[1, 'a', none]", "(1, 2)", "['x', 'Y']", "range(4)|list")
        l, i, t = (lambda: self.list(k - 1)), (lambda: self.int(k - 1)), (lambda: self.text(k - 1))
        return self.pick(
            lambda: "[%s, %s]" % (self.any(k - 1), self.any(k - 1)), lambda: "%s|list" % self.pick(l(), t(), "d", "range(%s)" % self.pick("3", "2, 9, 3", "5, 0, -2")), lambda: "(xs + %s)" % self.pick("fs", "[9]", "words"), lambda: "(%s * %s)" % (l(), self.pick("2", "0")),
            lambda: "%s|%s" % (self.pick("xs", "words", "fs", "words + ['é', 'É']"), self.pick("sort", "sort(reverse=true)", "sort(case_sensitive=true)", "sort(true)", "unique|list", "unique(case_sensitive=true)|list", "reverse|list", "batch(2)|list", "batch(3, '-')|list", "slice(2)|list", "slice(3, 'z')|list")),
            lambda: "xs|%s" % self.pick("select('odd')|list", "reject('gt', 2)|list", "select|list", "map('string')|list", "select('divisibleby', 2)|list", "map('round', 1)|list"), lambda: "words|%s" % self.pick("map('upper')|list", "select('lower')|list", "map('replace', 'a', 'z')|list", "reject('in', ['a'])|list", "map('center', 4)|list"),
            lambda: "rows|%s" % self.pick("map(attribute='name')|list", "selectattr('up')|map(attribute='name')|list", "rejectattr('up')|list", "selectattr('mtu', 'gt', 2000)|list", "rejectattr('tags', 'defined')|map(attribute='mtu')|list", "sort(attribute='mtu,name')|map(attribute='name')|list", "sort(attribute='name', reverse=true)|list", "groupby('mtu')", "groupby('tags', default='')|list", "groupby('name', case_sensitive=true)|map('first')|list", "map(attribute='tags.0', default='q')|list", "unique(attribute='mtu')|list", "map(attribute='mtu')|sort|list"),
            lambda: "%s.%s" % (self.wrap(t()), self.pick("split()", "split('o')", "split(',', 1)", "rsplit(' ', 1)", "splitlines()", "splitlines(true)", "partition(' ')", "rpartition('o')", "split(sep=',', maxsplit=1)")),
            lambda: "d|%s" % self.pick("dictsort", "dictsort(true)", "dictsort(false, 'value')", "dictsort(by='value', reverse=true)", "items|list"), lambda: "%s|list" % self.pick("d.keys()", "d.values()", "d.items()", "deep.k.items()"),
            lambda: "%s[%s]" % (self.pick("xs", "words", "rows"), self.pick("1:", ":2", "::-1", "1:3", "-2:", "::2")), lambda: "(%s or %s)" % (l(), l()))()

    def map(self, k):
        return self.pick("d", "deep", "rows[0]", "{}", "{'a': %s}" % self.any(k - 1), "dict(a=1, b=%s)" % self.any(k - 1), "dict(d, z=9)", "d.copy()")

    def wrap(self, text):
        return text if re.fullmatch(r"\w+|'[^']*'", text) else "(%s)" % text

    # Statements.

    def tag(self, text):
        left, right = self.pick(("", ""), ("", ""), ("", ""), ("-", ""), ("", "-"), ("-", "-"), ("+", ""), ("", "+"))
        if right == "+" and text in ("raw", "endraw"): right = ""
        return "{%" + left + " " + text + " " + right + "%}"

    def print(self, text):
        return "{{" + self.pick("", "", "-", "") + " " + text + " " + self.pick("", "", "-", "") + "}}"

    def data(self):
        return self.pick("\n", " ", "text", "  \n", "a b\n", "\n\n  x", "é", "<p>", ";", "\t", "", "\n    ", "# no\n", "{ % }")

    def body(self, k):
        kept = list(self.locals)
        text = "".join(self.statement(k) for _ in range(self.r.randrange(1, 4)))
        self.locals = kept
        return text

    def loop(self, k):
        form = self.r.randrange(7)
        members = self.pick("{{ loop.index }}", "{{ loop.index0 }}/{{ loop.length }}", "{{ loop.revindex }},{{ loop.revindex0 }}", "{{ loop.first }}{{ loop.last }}", "{{ loop.cycle('a', 'b', 3) }}", "{{ loop.previtem|default('-') }}{{ loop.nextitem|d('+') }}", "{{ loop.changed(x) }}", "{{ loop.depth }}{{ loop.depth0 }}", "{{ loop }}", "")
        if form == 0:
            return self.tag("for x in tree recursive") + self.data() + "{{ x.v }}{{ loop.depth }}" + self.pick("{{ loop(x.kids) }}", "{% if x.kids %}({{ loop(x.kids) }}){% endif %}", "[{{ loop(x.kids)|upper }}]") + members.replace("{{ loop }}", "") + self.tag("endfor")
        if form == 1:
            self.locals = self.locals + ["a", "b"]
            return self.tag("for a, b in " + self.pick("d.items()", "d|dictsort", "rows|groupby('mtu')", "[(1, 2), [3, 4]]", "deep.k|items")) + members.replace("changed(x)", "changed(a)") + self.body(k - 1) + self.tag("endfor")
        over = self.list(2) if form > 3 else self.pick("xs", "words", "rows", "d", "s", "range(3)", "empty")
        test = self.pick("", "", " if x", " if x is not none", " if loop is not defined")
        self.locals = self.locals + ["x"]
        extra = self.pick("", "", self.tag("else") + self.data())
        stop = self.pick("", "", "{% if loop.index > 2 %}{% break %}{% endif %}", "{% if loop.first %}{% continue %}{% endif %}")
        return self.tag("for x in " + over + test) + stop + members + self.body(k - 1) + extra + self.tag("endfor")

    def statement(self, k):
        kind = self.r.randrange(20)
        if k <= 0 or kind < 6: return self.data() + self.print(self.any(2)) + self.data()
        if kind == 6: return self.data() + self.tag("if " + self.truth(2)) + self.body(k - 1) + (self.tag("elif " + self.truth(1)) + self.body(k - 1) if self.chance(.3) else "") + (self.tag("else") + self.body(k - 1) if self.chance(.5) else "") + self.tag("endif")
        if kind < 10:
            kept = list(self.locals)
            text = self.loop(k)
            self.locals = kept
            return text
        if kind == 10:
            name = self.pick("v", "w")
            text = self.tag("set %s = %s" % (name, self.any(2)))
            self.locals = self.locals + [name]
            return text
        if kind == 11:
            text = self.tag("set v" + self.pick("", " | upper", " | trim | indent(2)", " | replace('a', 'b')")) + self.body(k - 1) + self.tag("endset")
            self.locals = self.locals + ["v"]
            return text + self.pick("{{ v }}", "{{ v|length }}", "")
        if kind == 12: return self.tag("with q = %s, r = %s" % (self.any(1), self.any(1))) + "{{ q }}{{ r }}" + self.body(k - 1) + self.tag("endwith")
        if kind == 13:
            head = self.pick("m(p, q=%s)" % self.any(1), "m(p=1, q=p)", "m(p, q='x', r=q ~ p)")
            call = self.pick("{{ m(1) }}", "{{ m(s, q=2) }}", "{{ m(q=3, p=xs) }}", "{{ m(1, 2) }}{{ m.name }}{{ m.arguments }}", "{{ m(1, 2, 3, 4) }}", "{{ m(1, k=9) }}", "{{ m() }}")
            rest = self.pick("", "", "{{ varargs }}", "{{ kwargs }}", "{{ varargs }}{{ kwargs }}")
            return self.tag("macro " + head) + "{{ p }}{{ q }}" + rest + self.body(k - 1) + self.tag("endmacro") + call
        if kind == 14:
            return self.tag("macro c(p)") + self.pick("<{{ caller() }}>", "<{{ caller(p) }}{{ caller(2) }}>", "{% if caller is defined %}{{ caller(p) }}{% endif %}", "{{ caller(p)|upper }}") + self.tag("endmacro") + self.tag(self.pick("call c(3)", "call(y) c(3)", "call(y=5) c('z')", "call(y, w=y) c(1)")) + self.pick("{{ y }}", "in", "{{ y|d('-') }}") + self.body(k - 1) + self.tag("endcall")
        if kind == 15: return self.tag("filter " + self.pick("upper", "indent(3)", "replace('a', 'b')", "trim|title", "escape", "center(30)", "wordwrap(9)", "lower|replace('x', '')")) + self.body(k - 1) + self.tag("endfilter")
        if kind == 16: return self.pick("{%- raw %}{{ x }} {% endraw %}", "{# c #}", "{#- c -#}", "{#- a\n b +#}", "{% raw -%}  y{%- endraw -%}", "{% raw %}{%{% endraw %}")
        if kind == 17: return self.tag("include " + self.pick("'inc'", "'nothere' ignore missing", "['nothere', 'inc']", "'inc' ignore missing with context", "'nested'"))
        if kind == 18: return self.tag(self.pick("import 'lib' as l", "import 'lib' as l with context", "from 'lib' import m1, v1", "from 'lib' import m1 as mm, v1 with context")) + self.pick("{{ l.m1(2) if l is defined }}", "{{ m1(s) if m1 is defined }}", "{{ l.v1 if l is defined }}", "{{ v1|d('-') }}", "{{ mm(n)|d if mm is defined }}")
        self.blocks += 1
        return self.tag("block b%d%s" % (self.blocks, self.pick("", " scoped"))) + self.body(k - 1) + self.tag(self.pick("endblock", "endblock b%d" % self.blocks))

    def lines(self, text):
        """Some statements as line statements, which begin with '%%', and a line comment."""
        text = re.sub(r"(?m)^[ \t]*\{% (for [^%\n]*|endfor|if [^%\n]*|endif|else|set [^%\n=]* = [^%\n]*) %\}$", lambda m: self.pick("", "  ") + "%% " + m.group(1) + (":" if self.chance(.2) and not m.group(1).startswith(("set", "end")) else ""), text)
        return re.sub(r"\n", lambda m: "\n## note\n" if self.chance(.05) else "\n", text)

    def delimiters(self, options, templates):
        block, variable, comment = self.pick((("<%", "%>"), ("${", "}"), ("<#", "#>")), (("[%", "%]"), ("[[", "]]"), ("[#", "#]")), (("{%", "%}"), ("<<", ">>"), ("{#", "#}")))
        options.update(block_start_string=block[0], block_end_string=block[1], variable_start_string=variable[0], variable_end_string=variable[1], comment_start_string=comment[0], comment_end_string=comment[1])
        names = {"{%": block[0], "%}": block[1], "{{": variable[0], "}}": variable[1], "{#": comment[0], "#}": comment[1]}
        return {k: re.sub(r"\{%|%\}|\{\{|\}\}|\{#|#\}", lambda m: names[m.group()], v) for k, v in templates.items()}

    def case(self, ident):
        options = {"trim_blocks": self.chance(.4), "lstrip_blocks": self.chance(.4), "keep_trailing_newline": self.chance(.3), "undefined": self.pick("default", "default", "strict", "chainable", "debug"), "autoescape": self.chance(.25), "extensions": ["do", "loopcontrols"]}
        main = self.body(3) if self.chance(.8) else "".join(self.print(self.any(3)) for _ in range(3))
        if self.chance(.15):
            main = "{% extends " + self.pick("'base'", "'mid'", "'ba' ~ 'se'") + " %}" + self.pick("", "{% set n = 8 %}", "{% macro m1(p) %}[{{ p }}]{% endmacro %}") + "{% block body %}" + self.body(1) + self.pick("{{ super() }}", "{{ super()|upper }}", "{{ self.tail() }}", "") + "{% endblock %}" + self.pick("", "{% block tail %}T{{ super() }}{% endblock %}")
        if self.chance(.3): main = "{% set ns = namespace(v=1, w=s) %}" + main + self.pick("{% for i in xs %}{% set ns.v = ns.v + i %}{% endfor %}", "{% set ns.w = ns.w ~ n %}", "") + "{{ ns.v }}{{ ns.w }}"
        templates = {"main": main, "inc": "[{{ x|d('?') }}{{ n }}{% set n = 5 %}{{ n }}]\n", "nested": "({% include 'inc' %}{% for x in xs %}{% include 'inc' %}{% endfor %})",
                     "lib": "{% macro m1(p) %}<{{ p }}{{ n|d('-') }}>{% endmacro %}{% set v1 = 3 %}{% set _hidden = 1 %}", "base": "B{% block body %}base{{ n }}{% endblock %}E{% block tail %}end{% endblock %}{{ n }}\n",
                     "mid": "{% extends 'base' %}{% block body %}mid({{ super() }}){% endblock %}"}
        if self.chance(.1): options["line_statement_prefix"], options["line_comment_prefix"], templates["main"] = "%%", "##", self.lines(main)
        elif self.chance(.08) and "'{" not in main and '"{' not in main: templates = self.delimiters(options, templates)
        return {"id": ident, "templates": templates, "entry": "main", "context": CONTEXT, "options": options}
