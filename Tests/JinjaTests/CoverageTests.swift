import Diagnostics
import Testing

@testable import Jinja

/// Branches are counted where templates are compiled for it, and nowhere else.
@Suite struct CoverageTests {
  /// Renders the template `main` once for each context; the branches as `line: title`, with counts.
  private func counts(_ templates: [String: String], _ contexts: [Value]) throws -> [String: [String: Int]] {
    let coverage = Coverage()
    var options = EnvironmentOptions()
    options.coverage = coverage
    options.syntax.extensions = [.evaluation, .loopControls]
    let environment = Environment(options: options, loader: DictionaryLoader(templates))
    for context in contexts { _ = try environment.template(named: "main").render(context) }
    return coverage.templates.mapValues { branches in
      // Several of a kind on one line are added up.
      Dictionary(branches.map { ("\($0.place.line): \($0.title)", $0.count) }, uniquingKeysWith: +)
    }
  }

  private func context(_ members: [(String, Value)]) -> Value {
    let dict = DictObject()
    for (name, value) in members { dict[name: name] = value }
    return .dict(dict)
  }

  @Test func `arms of conditions, the unwritten else among them`() throws {
    let found = try counts(
      ["main": "{% if x == 1 %}a\n{% elif x == 2 %}b\n{% else %}c{% endif %}\n{% if x %}d{% endif %}"],
      [context([("x", .int(1))]), context([("x", .int(3))]), context([("x", .int(0))])])
    #expect(
      found["main"] == [
        "1: the template": 3, "1: if": 1, "2: elif": 0, "3: else": 2, "4: if": 2, "4: no branch of the if": 1,
      ])
  }

  @Test func `loops with and without a pass`() throws {
    let template = """
      {% for a in x %}{% break %}{% endfor %}
      {% for a in x %}{{ a }}{% else %}
      none{% endfor %}
      {% for a in x if a > 9 %}{% endfor %}
      {% for a in x recursive %}{{ loop([]) }}{% endfor %}
      """
    let full = context([("x", Value([.int(1), .int(2)]))])
    let found = try counts(["main": template], [full, full])
    #expect(
      found["main"] == [
        "1: the template": 2, "1: a pass of the for": 2, "1: no pass of the for": 0,
        "2: a pass of the for": 4, "2: else of the for": 0,
        "4: a pass of the for": 0, "4: no pass of the for": 2,
        "5: a pass of the for": 4, "5: no pass of the for": 0,
      ])
    let empty = try counts(["main": template], [context([("x", Value([]))])])["main"]
    #expect(empty?["1: no pass of the for"] == 1 && empty?["2: else of the for"] == 1)
    #expect(empty?["1: a pass of the for"] == 0 && empty?["5: no pass of the for"] == 1)
  }

  @Test func `values of if expressions, nested ones apart`() throws {
    let template = "{{ 'a' if x else\n'b' if y }}\n{{ ('c' if x else 'd') if y else 'e' }}"
    let found = try counts(
      ["main": template], [context([("x", .bool(false)), ("y", .bool(false))])])
    let branches = try #require(found["main"]).filter { $0.value > 0 }.keys.sorted()
    #expect(
      branches == [
        "1: else of an if expression", "1: the template", "2: no value of an if expression",
        "3: else of an if expression",
      ])
    let both = try counts(["main": template], [context([("x", .int(1)), ("y", .int(1))])])["main"]
    #expect(both?["3: value of an if expression"] == 2 && both?["3: else of an if expression"] == 0)
    #expect(both?["1: value of an if expression"] == 1 && both?["2: value of an if expression"] == 0)
  }

  @Test func `macros, call bodies, blocks and the templates that are loaded`() throws {
    let found = try counts(
      [
        "main": "{% extends 'base' %}{% from 'lib' import m %}{% block a %}{{ m() }}{% endblock %}"
          + "{% block c %}{% endblock %}",
        "base": "{% block a %}old{% endblock %}{% block b %}{% endblock %}"
          + "{% block c required %}{% endblock %}",
        "lib": "{% macro m() %}{% call n() %}x{% endcall %}{% endmacro %}\n"
          + "{% macro n() %}{{ caller is defined }}{% endmacro %}",
      ], [context([])])
    #expect(
      found == [
        "main": ["1: the template": 1, "1: block 'a'": 1, "1: block 'c'": 1],
        "base": ["1: the template": 1, "1: block 'a'": 0, "1: block 'b'": 1],
        "lib": ["1: the template": 1, "1: macro 'm'": 1, "1: body of the call": 0, "2: macro 'n'": 1],
      ])
  }

  @Test func `what is rendered is the same, and nothing counts where nobody asked`() throws {
    let template =
      "{% for a in x %}{% if a %}{{ a }}{{ 'y' if a > 1 }}{% else %}-{% endif %}{% endfor %}"
      + "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(1) }}"
    let given = context([("x", Value([.int(0), .int(1), .int(2)]))])
    let plain = Environment(loader: DictionaryLoader(["main": template]))
    let coverage = Coverage()
    var options = EnvironmentOptions()
    options.coverage = coverage
    options.syntax.extensions = [.evaluation, .loopControls]
    let counted = Environment(options: options, loader: DictionaryLoader(["main": template]))
    let text = try plain.template(named: "main").render(given)
    #expect(coverage.templates.isEmpty)
    #expect(try counted.template(named: "main").render(given) == text)
    #expect(String(decoding: text, as: UTF8.self) == "-12y<1>")
    // The code of a template that is not counted holds no counters at all.
    let code = try plain.program(named: "main").root.body.statements
    #expect(!code.contains { $0 is CountStatement || $0 is CountedLoop })
    #expect(try counted.program(named: "main").root.body.statements.contains { $0 is CountStatement })
  }

  @Test func `a large template is told in a bounded time`() throws {
    let lines = String(repeating: "{% if x %}a{% endif %}\n", count: 20_000)
    let found = try counts(["main": lines], [context([("x", .int(1))])])
    #expect(found["main"]?.count == 40_001 && found["main"]?["20000: if"] == 1)
  }
}
