import Testing

@testable import Jinja

/// A render keeps nothing: a rollout renders thousands of sites in one process.
@Suite struct ReleaseTests {
  /// A value of the context that can be seen to go.
  private final class Witness: Object {
    var typeName: String { "witness" }
    func repr() throws(TemplateError) -> String { "w" }
  }

  @Test(arguments: [
    "{% macro m(a) %}{{ a }}{{ w }}{% endmacro %}{{ m(w) }}",
    "{% set x = w %}{% macro m(a=x) %}{% macro n() %}{{ a }}{% endmacro %}{{ n() }}{% endmacro %}{{ m() }}",
    "{% import 'lib' as l with context %}{{ l.m(w) }}", "{% from 'lib' import m %}{% set y = w %}{{ m(w) }}",
    "{% macro c() %}{{ caller(w) }}{% endmacro %}{% call(v) c() %}{{ v }}{{ w }}{% endcall %}",
    "{% extends 'base' %}{% set k = w %}{% macro m() %}{{ k }}{% endmacro %}{% block b scoped %}{{ m() }}{{ super() }}{% endblock %}",
    "{% set ns = namespace(v=w) %}{% macro m() %}{{ ns.v }}{% endmacro %}{% set ns.m = m %}{{ ns.m() }}",
    "{% set l = [w] %}{% macro m() %}{{ l }}{% endmacro %}{% do l.append(m) %}{{ l[1]() }}",
    "{% for x in [1, 2] %}{% macro m() %}{{ x }}{{ w }}{% endmacro %}{{ m() }}{% endfor %}",
    "{% macro m() %}{{ w }}{% endmacro %}{{ m() }}{{ 1 // 0 }}",
  ])
  func `Nothing of a render outlives it`(_ source: String) throws {
    var options = EnvironmentOptions()
    options.syntax.extensions = [.evaluation]
    let loader = DictionaryLoader([
      "main": source, "lib": "{% macro m(p) %}{{ p }}{% endmacro %}{% set z = m %}",
      "base": "{% block b scoped %}{{ w }}{% endblock %}",
    ])
    let template = try Environment(options: options, loader: loader).template(named: "main")
    weak var witness: Witness?
    do {
      let object = Witness()
      witness = object
      let context = DictObject()
      context[name: "w"] = .object(object)
      _ = try? template.render(.dict(context))
    }
    #expect(witness == nil)
  }
}
