import Foundation
import OrderedJSON
import Testing

@testable import Jinja

/// Every line of an output knows who wrote it.
@Suite struct SourceMapTests {
  private struct Explained {
    let output: String
    let map: SourceMap

    /// For each line its pieces as `template:line text`, expressions with their source and values.
    var lines: [[String]] {
      map.lines(of: Array(output.utf8)).map { line in
        line.pieces.map { piece in
          let bytes = Array(output.utf8)[piece.range]
          let text = String(decoding: bytes, as: UTF8.self).replacing("\n", with: "⏎")
          let source = piece.place.source.map { " {\($0)}" } ?? ""
          let values = piece.variables.map { " \($0.path)=\($0.value)" }.joined()
          return "\(piece.place.template):\(piece.place.line) '\(text)'\(source)\(values)"
        }
      }
    }

    /// The ways to the pieces of a line, each step as `kind template:line`.
    func ways(to line: Int) -> [[String]] {
      map.lines(of: Array(output.utf8))[line - 1].pieces.map { piece in
        map.steps(to: piece).map { "\($0.kind.rawValue) \($0.place.template):\($0.place.line)" }
      }
    }

    func origins(of line: Int) -> [[String]] {
      map.lines(of: Array(output.utf8))[line - 1].pieces.map { piece in
        piece.origins.map { "\($0.template):\($0.line) \($0.source ?? "text")" }
      }
    }
  }

  private func explain(
    _ templates: [String: String], _ context: JSON = [:],
    change: (inout EnvironmentOptions) -> Void = { _ in }
  ) throws -> Explained {
    var options = EnvironmentOptions()
    options.syntax.trimBlocks = true
    options.syntax.lstripBlocks = true
    options.syntax.keepTrailingNewline = true
    options.syntax.extensions = Set(SyntaxOptions.Extension.allCases)
    change(&options)
    let environment = Environment(options: options, loader: DictionaryLoader(templates))
    let plain = try environment.template(named: "m").render(Value(context))
    let (output, map) = try environment.explain("m", Value(context))
    #expect(output == plain)
    return Explained(output: String(decoding: output, as: UTF8.self), map: map)
  }

  private let site: JSON = [
    "name": "berlin", "nets": ["10.0.0.0/8", "10.1.0.0/16"],
    "connections": [["ike": ["version": 2], "up": true], ["ike": ["version": 1], "up": false]],
  ]

  @Test func `text and expressions have their lines, columns and sources`() throws {
    let result = try explain(["m": "a\n b {{ name | upper }} {{- 'x' ~ 1 }}\n{# no #}c\n"], site)
    #expect(
      result.lines == [
        ["m:1 'a⏎'"],
        ["m:2 ' b '", "m:2 'BERLIN' {name | upper} name=berlin", "m:2 'x1' {'x' ~ 1}", "m:2 '⏎'"],
        ["m:3 'c⏎'"],
      ])
    #expect(result.map.pieces.map(\.place.column) == [1, 1, 4, 23, 37, 9])
  }

  @Test func `values have their way from the context, through loops, filters, sets and macros`() throws {
    let result = try explain(
      [
        "m": """
        {% from "lib" import show %}
        {% for c in connections if not c.up %}
        {% set ike = c.ike %}
        {{ ike.version }} {{ c["ike"]["version"] }} {{ show(c) }}
        {% endfor %}
        {% for c in connections | selectattr("up") %}
        {{ c.ike.version }}
        {% endfor %}
        {% for n in nets %}
        {{ n }}
        {% endfor %}
        {% set key = "ike" %}
        {{ connections[1][key].version }}

        """, "lib": "{% macro show(x) %}v{{ x.ike.version }}{% endmacro %}",
      ], site)
    #expect(
      result.lines == [
        [
          "m:4 '1' {ike.version} connections[1].ike.version=1", "m:4 ' '",
          "m:4 '1' {c[\"ike\"][\"version\"]} connections[1].ike.version=1", "m:4 ' '",
          "lib:1 'v'", "lib:1 '1' {x.ike.version} connections[1].ike.version=1", "m:4 '⏎'",
        ],
        ["m:7 '2' {c.ike.version} connections[0].ike.version=2", "m:7 '⏎'"],
        ["m:10 '10.0.0.0/8' {n} nets[0]=10.0.0.0/8", "m:10 '⏎'"],
        ["m:10 '10.1.0.0/16' {n} nets[1]=10.1.0.0/16", "m:10 '⏎'"],
        ["m:13 '1' {connections[1][key].version} key=ike connections[1].ike.version=1", "m:13 '⏎'"],
      ])
  }

  @Test func `only what was read went in`() throws {
    let result = try explain(["m": "{{ name if connections else missing.x }}|{{ name or nets[0] }}"], site)
    #expect(
      result.lines == [
        [
          "m:1 'berlin' {name if connections else missing.x} connections=list of 2 name=berlin", "m:1 '|'",
          "m:1 'berlin' {name or nets[0]} name=berlin",
        ]
      ])
  }

  @Test func `a loop's variable that is set anew is not the item any more`() throws {
    let result = try explain(["m": "{% for n in nets %}{% set n = n[:2] %}{{ n }}{% endfor %}"], site)
    #expect(result.lines == [["m:1 '10' {n} n=10", "m:1 '10' {n} n=10"]])
  }

  @Test func `the way leads through includes, loops, branches, blocks and parents`() throws {
    let result = try explain(
      [
        "m":
          "{% extends 'base' %}\n{% block b %}\n{% include ['none', 'part'] %}\n{{ super() }}{% endblock %}\n",
        "base": "top\n{% block b %}\nold\n{% endblock %}\n",
        "part":
          "{% for n in nets %}\n{% if loop.first %}\none\n{% else %}\nmore\n{% endif %}\n{% endfor %}\n",
      ], site)
    #expect(result.output == "top\none\nmore\nold\n")
    #expect(result.lines == [["base:1 'top⏎'"], ["part:3 'one⏎'"], ["part:5 'more⏎'"], ["base:3 'old⏎'"]])
    let block = ["extends m:1", "block base:2"]
    #expect(result.ways(to: 1) == [["extends m:1"]])
    #expect(result.ways(to: 2) == [block + ["include m:3", "loop part:1", "condition part:2"]])
    #expect(result.ways(to: 3) == [block + ["include m:3", "loop part:1", "condition part:2"]])
    #expect(result.ways(to: 4) == [block + ["call m:4"]])
    let step = result.map.steps(to: result.map.pieces[2]).last
    #expect(step?.place.source == "else of if loop.first")
    #expect(step?.variables == [.init(name: "loop.first", path: "loop.first", value: "false")])
  }

  @Test func `macros, callers and loops that call themselves are taken apart`() throws {
    let result = try explain(
      [
        "m": """
        {% macro box(t) %}[{{ t }}
        {{ caller() }}]{% endmacro %}
        {% call box(name) %}in {{ nets[0] }}{% endcall %}

        {% for n in tree recursive %}{{ n.v }}{{ loop(n.kids) if n.kids }}{% endfor %}

        {{ box.name ~ 1 }} {{ up(up("x")) if false else "no" }}

        """
      ], ["name": "b", "nets": ["n"], "tree": [["v": 1, "kids": [["v": 2, "kids": []]]]]])
    #expect(
      result.lines == [
        ["m:1 '['", "m:1 'b' {t} t=b", "m:1 '⏎'"],
        ["m:3 'in '", "m:3 'n' {nets[0]} nets[0]=n", "m:2 ']'", "m:4 '⏎'"],
        [
          "m:5 '1' {n.v} tree[0].v=1", "m:5 '2' {n.v} tree[0].kids[0].v=2",
          "m:5 '' {loop(n.kids) if n.kids} tree[0].kids[0].kids=list of 0", "m:6 '⏎'",
        ],
        [
          "m:7 'box1' {box.name ~ 1} box.name=box", "m:7 ' '",
          "m:7 'no' {up(up(\"x\")) if false else \"no\"}", "m:7 '⏎'",
        ],
      ])
    #expect(result.ways(to: 2).prefix(2) == [["call m:3", "call m:2"], ["call m:3", "call m:2"]])
  }

  @Test func `captured text has the line that prints it and those that made it`() throws {
    let result = try explain(
      [
        "m": """
        {% set x %}
        a {{ name }}
        b
        {% endset %}
        {{ x }}{{ x | length }}
        {% filter upper %}
        one {{ name }}
        two
        {% endfilter %}
        {% filter replace("o", "0\n") %}
        o{{ name }}
        {% endfilter %}
        {% macro m() %}q{% endmacro %}
        {% set y = m() %}
        {{ y }}{{ m() | upper }}{{ m() ~ m() }}{{ m() ~ "!" }}

        """
      ], site)
    #expect(
      result.lines.map { $0.map { String($0.split(separator: " {")[0]) } } == [
        ["m:5 'a berlin⏎'"], ["m:5 'b⏎'"], ["m:5 '11'", "m:5 '⏎'"], ["m:6 'ONE BERLIN⏎'"], ["m:6 'TWO⏎'"],
        ["m:10 '0⏎'"], ["m:10 'berlin⏎'"],
        ["m:16 'q'", "m:16 'Q'", "m:14 'q'", "m:14 'q'", "m:16 'q!'", "m:16 '⏎'"],
      ])
    #expect(result.origins(of: 1) == [["m:2 text", "m:2 name"]])
    #expect(result.origins(of: 2) == [["m:3 text"]])
    #expect(result.origins(of: 4) == [["m:7 text", "m:7 name"]])
    #expect(result.origins(of: 5) == [["m:8 text"]])
    #expect(result.origins(of: 6) == [["m:12 text", "m:12 name"]])
    #expect(result.origins(of: 8) == [["m:14 text"], ["m:14 text"], [], [], ["m:14 text"], []])
  }

  @Test func `a variable that holds the same text by chance comes from nowhere else`() throws {
    let result = try explain(["m": "{% set x %}berlin{% endset %}{% set x = name %}{{ x }}{{ name }}"], site)
    #expect(result.origins(of: 1) == [[], []])
  }

  @Test func `what is printed twice without context is known twice`() throws {
    let result = try explain(
      ["m": "{% include 'p' without context %}\n{% include 'p' without context %}\n", "p": "{{ 1 + 1 }} p\n"])
    #expect(result.lines[0] == ["p:1 '2' {1 + 1}", "p:1 ' p⏎'"])
    #expect(result.lines[1] == ["m:2 '2 p⏎' {include 'p' without context}"])
    #expect(result.origins(of: 2) == [["p:1 1 + 1", "p:1 text"]])
  }

  @Test func `escaped output is cut where it was written`() throws {
    let result = try explain(
      ["m": "{% macro m() %}<{{ t }}>{% endmacro %}{{ t }}{{ m() }}{{ t | safe }}"], ["t": "&\nb"]
    ) { $0.autoescape = true }
    #expect(
      result.lines == [
        ["m:1 '&amp;⏎' {t} t=&\nb"],
        ["m:1 'b' {t} t=&\nb", "m:1 '<'", "m:1 '&amp;⏎' {t} t=&\nb"],
        ["m:1 'b' {t} t=&\nb", "m:1 '>'", "m:1 '&⏎' {t | safe} t=&\nb"],
        ["m:1 'b' {t | safe} t=&\nb"],
      ])
  }

  @Test func `line statements and print statements have places too`() throws {
    let result = try explain(["m": "# for n in nets\n{{ n }}\n# endfor\n{% print name, 1 %}"], site) {
      $0.syntax.lineStatementPrefix = "#"
    }
    #expect(result.ways(to: 1) == [["loop m:1"], ["loop m:1"]])
    #expect(result.map.pieces.last?.place.source == "print name, 1")
    #expect(result.map.pieces.last?.place.line == 4)
  }

  @Test(arguments: [
    "{% for i in range(2000) %}a{% endfor %}",
    "{% for i in range(2000) %}{% if i >= 0 %}{% endif %}{% endfor %}",
    "{% macro m(n) %}{{ n }}{% endmacro %}{% for i in range(2000) %}{% set x = m(i) %}{% endfor %}",
    "{% for i in range(2000) %}{% set t %}{{ i }}{% endset %}{% endfor %}",
  ])
  func `a map has as many entries as it may`(template: String) throws {
    let error = #expect(throws: TemplateError.self) {
      try explain(["m": template]) { $0.limits.mapEntries = 1000 }
    }
    #expect(
      error?.kind == .limit && error?.message.contains("source map") == true, "\(String(describing: error))")
    #expect(throws: TemplateError.self) {
      try explain(["m": "x"], ["list": .array((0..<20).map { ["i": JSON($0)] })]) {
        $0.limits.mapEntries = 10
      }
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      // Items that are left out, lines that nearly hold each other, a list of many names.
      "{% for i in range(200000) if i < 0 %}{% endfor %}done",
      "{% filter replace('b', 'c') %}{% for i in range(100) %}{{ 'a' * 4000 }}b\n{% endfor %}{% endfilter %}done",
      "{{ [" + (0..<20_000).map { "x\($0)" }.joined(separator: ",") + "] | length }}done",
    ])
  func `a map of much takes no time for nothing`(template: String) throws {
    let result = try explain(["m": template]) { $0.undefined = .default }
    #expect(result.output.hasSuffix("done"))
  }

  @Test func `text that is kept for later is bounded`() throws {
    let template = """
      {% macro m(n) %}{% set t %}{{ 'x' * 1000 }}{% endset %}{{ m(n - 1) if n }}{% endmacro %}{{ m(50) }}
      """
    let error = #expect(throws: TemplateError.self) {
      try explain(["m": template]) { $0.limits.outputBytes = 10_000 }
    }
    #expect(error?.kind == .limit && error?.message.contains("captured text") == true)
    // Each call forgets its own: the same without nesting is no problem.
    let flat = template.replacing("{{ m(n - 1) if n }}", with: "").replacing(
      "{{ m(50) }}", with: "{% for i in range(50) %}{{ m(i) }}{% endfor %}")
    _ = try explain(["m": flat]) { $0.limits.outputBytes = 10_000 }
  }
}
