import Testing

@testable import Jinja

/// What a person reads when a template is wrong.
@Suite struct ErrorTests {
  private func failure(_ templates: [String: String], _ context: Value = .dict(DictObject())) -> String {
    let environment = Environment(options: EnvironmentOptions(), loader: DictionaryLoader(templates))
    do throws(TemplateError) {
      return "rendered: "
        + String(decoding: try environment.template(named: "main").render(context), as: UTF8.self)
    } catch {
      return error.description
    }
  }

  private var site: Value {
    let wan = DictObject()
    wan[name: "interface"] = .string("Gi0/0")
    let site = DictObject()
    site[name: "name"] = .string("berlin")
    site[name: "wan"] = .dict(wan)
    let context = DictObject()
    context[name: "site"] = .dict(site)
    return .dict(context)
  }

  @Test func `an undefined variable is named with its path, its place and near names`() {
    let text = failure(["main": "hostname {{ site.name }}\n ip {{ site.wan.interfce }}\n"], site)
    #expect(text.hasPrefix("main:2:"), "\(text)")
    #expect(text.contains("'site.wan.interfce' is undefined") && text.contains("interface"), "\(text)")
    #expect(text.contains("2 |  ip {{ site.wan.interfce }}") && text.contains("^"), "\(text)")
  }

  @Test func `the way in is told, innermost first`() {
    let text = failure([
      "main": "{% from 'lib' import peer %}\n{{ peer(1) }}",
      "lib": "{% macro peer(n) %}\n{% include 'part' %}\n{% endmacro %}",
      "part": "x\n{{ 1 // 0 }}",
    ])
    #expect(text.hasPrefix("part:2:"), "\(text)")
    let include = text.firstRange(of: "from lib:2")
    let macro = text.firstRange(of: "from main:2")
    #expect(include != nil && macro != nil, "\(text)")
    if let include, let macro { #expect(include.lowerBound < macro.lowerBound) }
  }

  @Test(arguments: [
    ("{{ x | uper }}", "uper", "upper"), ("{% if x is definde %}{% endif %}", "definde", "defined"),
    ("{% fro x in y %}{% endfor %}", "fro", ""), ("{% for x in y %}", "endfor", ""), ("{{ 'a }}", "", ""),
    ("{{ a b }}", "", ""), ("{# never closed", "", ""), ("{% raw %} no end", "raw", ""),
    ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "a", ""), ("{{ 1 +}}", "", ""),
  ])
  func `a mistake in the language has a place and, where there is one, a near name`(
    template: String, word: String, near: String
  ) {
    let text = failure(["main": "first line\n" + template])
    #expect(text.hasPrefix("main:2:") || text.hasPrefix("main:1:"), "\(text)")
    #expect(text.contains(word) && text.contains(near), "\(text)")
    #expect(text.contains(" | "), "\(text)")
  }

  @Test func `a missing template is named`() {
    #expect(failure(["main": "{% include 'nope' %}"]).contains("nope"))
    #expect(failure(["other": ""]).contains("main"))
    #expect(failure(["main": "{% include 'nope' ignore missing %}ok"]) == "rendered: ok")
  }
}

/// Statements beyond the language's own are there when they are asked for.
@Suite struct ExtensionTests {
  @Test(
    arguments: [
      ("{% do [] %}", SyntaxOptions.Extension.evaluation, ""),
      ("{% for a in [1, 2] %}{{ a }}{% break %}{% endfor %}", .loopControls, "1"),
      ("{% for a in [1, 2] %}{% continue %}{{ a }}{% endfor %}", .loopControls, ""),
      ("{% debug %}", .debug, "context"),
    ] as [(String, SyntaxOptions.Extension, String)])
  func `An extension's statement is unknown until it is switched on`(
    _ source: String, _ needed: SyntaxOptions.Extension, _ output: String
  ) throws {
    for other in SyntaxOptions.Extension.allCases where other != needed {
      var options = EnvironmentOptions()
      options.syntax.extensions = [other]
      let environment = Environment(options: options, loader: DictionaryLoader(["main": source]))
      #expect {
        _ = try environment.template(named: "main")
      } throws: { error in
        let error = error as? TemplateError
        return error?.kind == .syntax
          && error?.message.contains("It belongs to the extension '\(needed.rawValue)', which is off.")
            == true
      }
    }
    var options = EnvironmentOptions()
    options.syntax.extensions = [needed]
    let environment = Environment(options: options, loader: DictionaryLoader(["main": source]))
    let text = String(decoding: try environment.template(named: "main").render(), as: UTF8.self)
    #expect(needed == .debug ? text.contains(output) : text == output)
  }
}
