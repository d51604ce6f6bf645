import Diagnostics
import Testing

@testable import Jinja

/// Whatever a template holds ends in an answer, in bounded time and memory.
@Suite(.timeLimit(.minutes(3))) struct LimitTests {
  private func render(
    _ templates: [String: String], change: (inout EvaluationLimits) -> Void = { _ in }
  ) throws(TemplateError) -> String {
    var options = EnvironmentOptions()
    change(&options.limits)
    let environment = Environment(options: options, loader: DictionaryLoader(templates))
    return String(decoding: try environment.template(named: "main").render(), as: UTF8.self)
  }

  private func failure(
    _ templates: [String: String], change: (inout EvaluationLimits) -> Void = { _ in }
  ) -> TemplateError? {
    do throws(TemplateError) {
      _ = try render(templates, change: change)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "{% for a in range(3000) %}{% for b in range(3000) %}{% endfor %}{% endfor %}",
    "{{ range(99999999999) | list | length }}", "{{ range(100000000) | sum }}",
    "{% for a in range(1000000000) %}{% endfor %}",
  ])
  func `passes are counted`(template: String) {
    let error = failure(["main": template]) { $0.iterations = 100_000 }
    #expect(error?.kind == .limit || error?.kind == .runtime, "\(error?.message ?? "rendered")")
    #expect(error?.line == 1)
  }

  @Test(arguments: [
    "{{ 'x' * 99999999999 }}", "{{ [0] * 9999999999 }}", "{{ '%999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ 'x'.center(9999999999) }}", "{{ 'x' | center(9999999999) }}", "{{ 'x'.zfill(9999999999) }}",
    "{% for i in range(40) %}{% set x = (x if x is defined else 'ab') %}{{ 'ab' * 1000000 }}{% endfor %}",
    "{% set ns = namespace(t='ab') %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}",
    "{{ 'a\nb' | indent(999999999) }}", "{{ ('a' * 100000).replace('a', 'b' * 100000) }}",
    "{{ ('a' * 100000) | replace('', 'b' * 100000) }}", "{{ (['a' * 100000] * 100000) | join }}",
    "{{ ['x' * 10000] * 100000 }}",
    "{% set ns = namespace(t='ab' | safe) %}{% for i in range(60) %}{% set ns.t = ns.t + ns.t %}{% endfor %}",
    "{% set ns = namespace(t=(1, 2)) %}{% for i in range(60) %}{% set ns.t = ns.t + ns.t %}{% endfor %}",
    "{% set b = 'x' * 1000000 %}{{ ([b] * 10000) | map('upper') | list | length }}",
    "{% set b = 'x' * 1000000 %}{% for i in range(10000) %}{% set x %}{{ b }}{% endset %}{% endfor %}",
  ])
  func `texts and lists stay small`(template: String) {
    let error = failure(["main": template]) {
      $0.outputBytes = 8 << 20
      $0.madeBytes = 16 << 20
    }
    #expect(error?.kind == .limit || error?.kind == .runtime, "\(error?.message ?? "rendered")")
  }

  /// Copies of what is known at every branch would take hours.
  @Test func `long templates take time in proportion`() throws {
    let count = 5_000
    let conditions = (0..<count).map {
      "{% if a\($0) is defined %}{% set b\($0) = a\($0) %}{{ b\($0) }}{% endif %}\n"
    }
    let elif =
      "{% if x == 0 %}0" + (1..<400).map { "{% elif x == \($0) %}{% set y\($0) = 1 %}" }.joined()
      + "{% endif %}"
    let environment = Environment(loader: DictionaryLoader(["main": conditions.joined() + elif]))
    let analysis = TemplateAnalysis(of: ["main"], in: environment)
    #expect(analysis.variables.count == count + 1)
    #expect(analysis.findings.filter { $0.rule == "template-unused-set" }.count == 399)
  }

  @Test(arguments: ["{{ 2 ** 99999999 }}", "{{ 10 ** (10 ** 10) }}", "{{ (2 ** 9999) ** 9999 }}"])
  func `integers stay small`(template: String) {
    #expect(failure(["main": template])?.kind == .limit)
  }

  @Test(arguments: [
    ["main": "{% include 'main' %}"],
    ["main": "{% include 'a' %}", "a": "{% include 'b' %}", "b": "{% include 'a' %}"],
    ["main": "{% import 'main' as m %}"], ["main": "{% extends 'main' %}"],
    ["main": "{% extends 'a' %}", "a": "{% extends 'b' %}", "b": "{% extends 'a' %}"],
    ["main": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"],
    ["main": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}"],
    ["main": "{% block a %}{{ self.a() }}{% endblock %}"],
  ])
  func `what goes round in a circle ends`(templates: [String: String]) {
    let error = failure(templates)
    #expect(error?.kind == .limit || error?.kind == .runtime, "\(error?.message ?? "rendered")")
    // Hundreds of equal steps help nobody.
    #expect((error?.description.utf8.count ?? 0) < 6_000)
  }

  @Test func `time is limited`() {
    let error = failure([
      "main": "{% for a in range(1000000) %}{% for b in range(1000) %}{{ a ** b }}{% endfor %}{% endfor %}"
    ]) {
      $0.iterations = .max
      $0.time = .milliseconds(200)
    }
    #expect(error?.kind == .limit && error?.message.contains("longer than") == true)
  }

  @Test(arguments: [
    String(repeating: "(", count: 20_000), String(repeating: "[", count: 20_000),
    String(repeating: "-", count: 20_000) + "1", String(repeating: "not ", count: 20_000) + "1",
    String(repeating: "{'a':", count: 10_000), "a" + String(repeating: ".b", count: 20_000),
    "1" + String(repeating: " + 1", count: 10_000), "a" + String(repeating: "[0]", count: 10_000),
    "1" + String(repeating: " if 1 else 1", count: 20_000), "1" + String(repeating: " ~ 1", count: 10_000),
    "a" + String(repeating: " | upper", count: 10_000), String(repeating: "9", count: 60_000),
    "'" + String(repeating: "\\u0041", count: 10_000) + "'",
  ])
  func `deep and long expressions end`(expression: String) {
    let error = failure(["main": "{{ \(expression) }}"])
    #expect((error?.message.utf8.count ?? 0) < 2_000 && (error?.description.utf8.count ?? 0) < 4_000)
  }

  @Test func `deep statements end`() {
    for (open, close) in [
      ("{% if 1 %}", "{% endif %}"), ("{% for a in [1] %}", "{% endfor %}"), ("{% with %}", "{% endwith %}"),
      ("{% filter upper %}", "{% endfilter %}"),
    ] {
      let text = String(repeating: open, count: 3_000) + String(repeating: close, count: 3_000)
      #expect(failure(["main": text])?.kind == .limit)
      #expect(failure(["main": String(repeating: open, count: 3_000)])?.kind == .limit)
    }
  }

  @Test func `any bytes are an answer`() throws {
    var random = SystemRandomNumberGenerator()
    let words = [
      "{{", "}}", "{%", "%}", "{#", "#}", "for", "in", "if", "endif", "x", "|", "(", ")", "[", "]", "'", "\"",
      "\\", "-",
      "%", "raw", "endraw", "\n", " ", "0", "é", "\u{0}",
    ]
    for round in 0..<3_000 {
      var bytes: [UInt8] = []
      let seed = random.next()
      var dice = seed | 1
      for _ in 0..<24 {
        dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let draw = Int(dice >> 33)
        if draw % 9 == 0 {
          bytes.append(UInt8(truncatingIfNeeded: draw >> 8))
        } else {
          bytes += words[draw % words.count].utf8
        }
      }
      let environment = Environment(
        options: EnvironmentOptions(), loader: DictionaryLoader([String: String]()))
      do throws(TemplateError) {
        _ = try environment.template(source: bytes).render()
      } catch {
        #expect(!error.message.isEmpty, "round \(round), seed \(seed)")
      }
    }
  }
}
