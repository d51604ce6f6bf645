package import Diagnostics

/// What can be said of templates without rendering them: mistakes, and the variables that they need.
///
/// A template that another one includes, imports or extends is read where that happens, with the names that are
/// there; macros are read where they are called, with the arguments of the call.
package struct TemplateAnalysis: Sendable {
  /// A value that the templates look up in their context.
  package struct Variable: Sendable, Hashable {
    /// `connections[].ike.version`: `[]` is each element of a list, or a key that is known only when rendering.
    package var path: String
    /// Whether some use asks for it without a default or a test that it is there.
    package var isRequired: Bool
    /// Where it is used, in the order of templates and lines.
    package var places: [SourcePlace]
  }

  /// In report order, each once; the source of a place is a template's name.
  package let findings: [Finding]
  /// Sorted by path; a path that only leads to longer ones is left out.
  package let variables: [Variable]

  /// Reads templates and all that they load.
  ///
  /// - Parameters:
  ///   - names: the templates to begin with, by name; those that others of them load need not be in front.
  ///   - environment: has the loader, the filters, tests and globals.
  ///   - context: what the templates get; `.any` finds no undefined variable but those that no context can help.
  package init(of names: [String], in environment: Environment, context: ContextShape = .any) {
    let analyser = Analyser(environment: environment, context: context)
    analyser.analyse(names)
    findings = analyser.findings.sorted(by: Finding.inReportOrder)
    variables = analyser.variables
  }
}
