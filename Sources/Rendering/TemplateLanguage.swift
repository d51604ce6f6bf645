package import Jinja
import NetworkFilters

/// How platforms' templates are read: the same wherever they are rendered or checked.
package enum TemplateLanguage {
  /// Name of the table of interface names for the network filters, among the templates.
  package static let namesTable = "_shared/names.json"

  /// Block tags leave no lines behind, undefined variables are errors, the network filters are there.
  ///
  /// `names` is what ``namesTable`` holds; `nil` without it. `coverage` counts the branches that renders take.
  package static func environment(
    loader: some TemplateLoader, names: [UInt8]?, coverage: Coverage? = nil
  ) -> Environment {
    var options = EnvironmentOptions()
    options.syntax.trimBlocks = true
    options.syntax.lstripBlocks = true
    options.syntax.keepTrailingNewline = true
    // Not `debug`: it prints every variable, keys included, into the configuration.
    options.syntax.extensions = [.evaluation, .loopControls]
    options.limits.iterations = 500_000
    options.limits.outputBytes = 16 << 20
    options.limits.madeBytes = 256 << 20
    options.limits.mapEntries = 500_000
    options.limits.time = .seconds(10)
    options.coverage = coverage
    var environment = Environment(options: options, loader: loader)
    environment.filters.merge(NetworkFilters.all(names: names)) { _, own in own }
    return environment
  }
}
