import Foundation
import Jinja
import OrderedJSON

/// Renders a template for the sites, one after the other.
enum Rendering {
  /// OUTPUT gets the first site's text, so that a peer's can be compared with it.
  static func run(_ arguments: [String]) throws {
    guard arguments.count >= 3, let seconds = Double(arguments[2]) else { Measure.usage() }
    let source = Array(try Data(contentsOf: URL(filePath: arguments[0])))
    let json = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: arguments[1]))))
    guard case .array(let sites) = json, let first = sites.first else { Measure.usage() }

    var options = EnvironmentOptions()
    options.syntax.trimBlocks = true
    options.syntax.lstripBlocks = true
    options.syntax.keepTrailingNewline = true
    options.undefined = .strict
    let template = try Environment(options: options, loader: DictionaryLoader([String: String]())).template(
      source: source)
    let text = try template.render(Value(first))
    if arguments.count > 3 { try Data(text).write(to: URL(filePath: arguments[3])) }

    // The context is made anew for each site, as a peer in another language has to convert its own.
    var bytes = 0
    let done = try Measure.repeated(seconds) {
      for site in sites { bytes += try template.render(Value(site)).count }
    }
    let count = done.times * sites.count
    print(
      #"{"peer": "peerconf", "job": "render", "sites": \#(count), "bytes": \#(bytes), "#
        + #""per_second": \#(Double(count) / done.seconds)}"#)
  }
}
