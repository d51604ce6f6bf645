import Diagnostics
import OrderedJSON
import Testing

@testable import Jinja

@Suite(.timeLimit(.minutes(2))) struct AnalysisTests {
  private func analysis(
    _ templates: [String: String], context: ContextShape = .any,
    change: (inout EnvironmentOptions) -> Void = { _ in }
  ) -> TemplateAnalysis {
    var options = EnvironmentOptions()
    options.syntax.trimBlocks = true
    options.syntax.lstripBlocks = true
    options.syntax.keepTrailingNewline = true
    options.syntax.extensions = [.evaluation, .loopControls]
    change(&options)
    let environment = Environment(options: options, loader: DictionaryLoader(templates))
    return TemplateAnalysis(of: templates.keys.sorted(), in: environment, context: context)
  }

  /// `line:column rule` of each finding.
  private func remarks(_ template: String, context: ContextShape = .any) -> [String] {
    analysis(["main": template], context: context).findings.map {
      "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.rule.dropFirst("template-".count))"
    }
  }

  private func remarks(_ templates: [String: String], context: ContextShape = .any) -> [String] {
    analysis(templates, context: context).findings.map {
      "\($0.place?.source ?? "") \($0.rule.dropFirst("template-".count)): \($0.message)"
    }
  }

  private func variables(_ template: String) -> [String] {
    analysis(["main": template]).variables.map { ($0.isRequired ? "" : "?") + $0.path }
  }

  private static let shape = ContextShape(paths: [
    "site", "lines[].name", "lines[].connections[].ike.version", "names.*", "device.hostname",
  ])

  // MARK: Undefined

  @Test(arguments: [
    ("{{ sote }}", ["1:4 undefined"]), ("{{ site }}", []), ("a\n{{ site ~ other }}", ["2:11 undefined"]),
    ("{{ device.hostnam }}", ["1:4 undefined"]), ("{{ device['hostname'] }}", []),
    ("{% for l in lines %}{{ l.nam }}{% endfor %}", ["1:24 undefined"]),
    ("{% for l in lines %}{{ l.name }}{{ loop.index }}{% endfor %}{{ l }}", ["1:64 undefined"]),
    (
      "{% for l in lines %}{% for c in l.connections %}{{ c.ike.versio }}{% endfor %}{% endfor %}",
      ["1:52 undefined"]
    ),
    ("{% set all = lines | selectattr('name') | list %}{{ all[0].x }}", ["1:53 undefined"]),
    ("{{ lines | map(attribute='nome') | join }}", ["1:4 undefined"]),
    ("{{ lines | selectattr('nome', 'equalto', 1) | list }}", ["1:4 undefined"]),
    ("{{ names.anything.at.all }}", []), ("{{ site.upper() }}{{ names.items() }}", []),
    ("{{ x | default('a') }}{{ x is defined }}", []), ("{% if x is defined %}{{ x }}{% endif %}", []),
    ("{% if x is not defined %}a{% else %}{{ x.y }}{% endif %}", []),
    ("{% if x is defined and x.y is defined %}{{ x.y }}{% endif %}", []),
    ("{{ x if x is defined else 1 }}{{ x is undefined or x > 1 }}", []),
    ("{% if x is not defined %}{% set x = 1 %}{% endif %}{{ x }}", []),
    ("{% if site %}{% set y = 1 %}{% endif %}{{ y }}", ["1:43 undefined"]),
    ("{% if site %}{% set y = 1 %}{% else %}{% set y = 2 %}{% endif %}{{ y }}", []),
    ("{% macro m(a, b=site) %}{{ a }}{{ b }}{{ varargs }}{{ caller() }}{% endmacro %}{{ m(1) }}", []),
    (
      "{% macro m(l) %}{{ l.nane }}{% endmacro %}{% for l in lines %}{{ m(l) }}{% endfor %}",
      ["1:20 undefined"]
    ),
    (
      "{% macro a() %}{{ b() }}{{ z }}{% endmacro %}{% macro b() %}1{% endmacro %}{% set z = 1 %}{{ a() }}",
      []
    ),
    ("{% with a = site %}{{ a }}{% endwith %}{{ a }}", ["1:43 undefined"]),
    ("{{ range(3) | list }}{{ dict(a=1) }}{% set n = namespace(x=1) %}{% set n.x = 2 %}{{ n.x }}", []),
    ("{% for k, v in names.items() %}{{ k }}{{ v }}{% endfor %}", []),
  ])
  func `undefined names are found`(template: String, expected: [String]) {
    #expect(remarks(template, context: Self.shape) == expected)
  }

  @Test func `a near name is the remedy`() {
    let finding = analysis(["main": "{{ device.hostnam }}"], context: Self.shape).findings.first
    #expect(finding?.message == "'device.hostnam' is undefined" && finding?.severity == .error)
    #expect(finding?.remedy == "Did you mean 'hostname'?")
  }

  @Test func `a document is a context too`() throws {
    let json = try JSON(parsing: Array(#"{"a":{"b":null,"c":"x"},"l":[{"x":1},{"y":2}]}"#.utf8))
    let shape = ContextShape(json)
    #expect(remarks("{{ a.b.c }}{{ l[0].x }}{{ l[1].y }}{{ a.c }}", context: shape).isEmpty)
    #expect(remarks("{{ a.d }}{{ l[0].z }}{{ a.c.d }}", context: shape).count == 3)
  }

  // MARK: Unused, unreachable, text, names

  @Test(arguments: [
    ("{% set a = 1 %}", []),
    ("{% set a = 1 %}x", ["1:8 unused-set"]), ("{% set a = 1 %}{{ a }}", []), ("{% set _a = 1 %}x", []),
    ("{% set a = 1 %}{% set a = 2 %}{{ a }}", ["1:8 unused-set"]),
    ("{% set a = 1 %}{% for i in x %}{% set a = 2 %}{% endfor %}{{ a }}", ["1:39 unused-set"]),
    ("{% macro m() %}{% endmacro %}x", ["1:4 unused-macro"]), ("{% macro m() %}1{% endmacro %}{{ m() }}", []),
    ("{% set a, b = x %}{{ a }}", []), ("{% set a %}1{% endset %}x", ["1:8 unused-set"]),
    ("{% set a = 1 %}{% include x %}", []),
    ("{% if false %}a{% endif %}", ["1:4 unreachable"]),
    ("{% if true %}a{% else %}b{% endif %}", ["1:25 unreachable"]),
    ("{% if x %}a{% elif x %}b{% endif %}", ["1:20 unreachable"]),
    ("{% if x %}a{% elif not x %}b{% endif %}", []),
    ("{% if x == 1 %}a{% elif x == 2 %}b{% elif x == 1 %}{% endif %}", ["1:43 unreachable"]),
    ("{% for a in [] %}{{ a }}{% endfor %}", ["1:4 unreachable"]),
    ("{{ 1 if true else 2 }}", ["1:9 unreachable"]),
    ("{% for a in x %}{% break %}{{ a }}{% endfor %}", ["1:28 unreachable"]),
    ("a \nb\t\nc\td\n", ["1:2 trailing-blank", "2:2 tab", "2:2 trailing-blank", "3:2 tab"]),
    ("{% if x %}\n  a\n  {% endif %}\n", []), ("{% if x %} \na\n{% endif %}\n", ["1:11 trailing-blank"]),
    ("a {{ x }}\n", []), ("{{ x }} \n", ["1:8 trailing-blank"]), ("{# a\t \n #}", []),
    ("{%\tset _a = 1 %}", []),
    ("{{ x | uper }}", ["1:8 unknown-filter"]), ("{{ x is evn }}", ["1:9 unknown-test"]),
    ("{{ x | map('uper') | select('evn') | list }}", ["1:12 unknown-filter", "1:29 unknown-test"]),
    ("{% if 'zap' is filter %}{{ x | zap }}{% endif %}", []),
    ("{% if x %}{{ y | uper }}{% endif %}", ["1:18 unknown-filter"]),
    ("{{ x", ["1:5 syntax"]), ("{% if x %}", ["1:11 syntax"]),
    ("{% if x %}{% else %}{% else %}{% endif %}", ["1:24 syntax"]),
    ("{% include 'gone' %}", ["1:12 missing"]), ("{% include 'gone' ignore missing %}", []),
    ("{% include ['gone', 'main'] %}", []),
    ("{% include ['gone', 'lost'] %}", ["1:12 missing", "1:12 missing"]),
  ])
  func `doubtful places are found`(template: String, expected: [String]) {
    #expect(remarks(template) == expected)
  }

  // MARK: Several templates

  @Test func `an include sees what is there, an import does not`() {
    let include = [
      "main": "{% for l in lines %}{% include 'part' %}{% endfor %}", "part": "{{ l.name }}{{ l.nome }}",
    ]
    #expect(remarks(include, context: Self.shape) == ["part undefined: 'lines[].nome' is undefined"])
    let without = ["main": "{% set l = 1 %}{% include 'part' without context %}{{ l }}", "part": "{{ l }}"]
    #expect(
      remarks(without) == ["part undefined: 'l' is undefined: the template is loaded without context"])
    let module = [
      "lib": "{% macro m(a) %}{{ a.nome }}{{ site }}{% endmacro %}{% macro n() %}{% endmacro %}",
      "main": "{% import 'lib' as lib %}{% for l in lines %}{{ lib.m(l) }}{% endfor %}{{ lib.gone() }}",
    ]
    #expect(
      remarks(module, context: Self.shape) == [
        "lib undefined: 'lines[].nome' is undefined",
        "lib undefined: 'site' is undefined: the template is loaded without context",
        "lib unused-macro: the macro 'n' is never called",
        "main undefined: the imported template has no 'gone'",
      ])
    let names = [
      "lib": "{% macro m() %}{% endmacro %}{% set s = 1 %}",
      "main": "{% from 'lib' import m, s, mm with context %}{{ m() }}",
    ]
    #expect(
      remarks(names) == [
        "main undefined: the imported template has no 'mm'",
        "main unused-import: 'mm' is imported and never used",
        "main unused-import: 's' is imported and never used",
      ])
  }

  @Test func `a child's names reach its parent's blocks`() {
    let templates = [
      "child":
        "{% extends 'base' %}{% set title = 1 %}{% block body %}{{ super() }}{{ title }}{% endblock %}",
      "base": "{{ title }}{% block body %}{{ site }}{% endblock %}",
    ]
    #expect(remarks(templates, context: Self.shape).isEmpty)
  }

  @Test func `circles and explosions end`() {
    #expect(remarks(["a": "{% include 'b' %}", "b": "{% include 'a' %}{{ x | gone }}"]).count == 1)
    #expect(remarks("{% macro m(a) %}{{ m([a]) }}{% endmacro %}{{ m(x) }}").isEmpty)
    var templates: [String: String] = ["t40": "x"]
    for index in 0..<40 {
      templates["t\(index)"] = "{% include 't\(index + 1)' %}{% include 't\(index + 1)' %}"
    }
    _ = analysis(templates)
    var deep = "x"
    for _ in 0..<140 { deep = "{% if a %}\(deep)\(deep.count < 4000 ? deep : ""){% endif %}" }
    _ = analysis(["main": deep])
  }

  // MARK: Variables

  @Test(arguments: [
    ("{{ a }}{{ b.c }}{{ b }}", ["a", "b.c"]),
    ("{% for c in cs %}{{ c.ike.version }}{% endfor %}", ["cs[].ike.version"]),
    ("{% for c in cs %}x{% endfor %}", ["cs[]"]), ("{{ a | default(1) }}{{ b is defined }}", ["?a", "?b"]),
    ("{{ a | default(1) }}{{ a }}", ["a"]),
    ("{{ x[1].y }}{{ z['k'].y }}{{ w[k] }}", ["k", "w[]", "x[].y", "z.k.y"]),
    ("{{ cs | map(attribute='a.b') | list }}", ["cs[].a.b"]),
    ("{{ cs | sort(attribute='n') | first }}", ["cs[].n"]),
    ("{% for k, v in d.items() %}{{ v.x }}{% endfor %}", ["d[].x"]), ("{{ d.get('k') }}", ["?d.k"]),
    (
      "{% macro m(p) %}{{ p.n }}{{ p[0].q }}{% endmacro %}{{ m(a.b) }}{{ m([c]) }}",
      ["a.b.n", "a.b[].q", "c.q"]
    ),
    ("{% set a = 1 %}{{ a }}{{ range(2) }}", []),
    ("{% for g in gs %}{{ g | map(attribute='n') | join }}{% endfor %}", ["gs[][].n"]),
    ("{% if a is defined %}{{ a.b }}{% endif %}", ["?a.b"]),
    ("{% for a in x if a.y %}{% else %}{{ z }}{% endfor %}", ["x[].y", "z"]),
  ])
  func `variables are paths`(template: String, expected: [String]) {
    #expect(variables(template) == expected)
  }

  @Test func `the names are those that the compiler looks up`() throws {
    let source =
      "{% for c in cs if c.a == q %}{{ c.b ~ w }}{% endfor %}{% set s = t %}{{ s }}{{ u | default(v) }}"
    let environment = Environment(loader: DictionaryLoader(["main": source]))
    let found = TemplateAnalysis(of: ["main"], in: environment).variables.map {
      $0.path.prefix { $0.isLetter }
    }
    #expect(Set(found.map(String.init)) == (try environment.template(named: "main").undeclaredVariables()))
  }
}
