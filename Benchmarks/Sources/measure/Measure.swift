import Foundation
import Jinja
import OrderedJSON

/// Renders a template for the sites, one after the other, until the time is over, and prints one JSON line.
///
/// `measure render TEMPLATE SITES.json SECONDS [OUTPUT]`: OUTPUT gets the first site's text, so that a peer's can be
/// compared with it.
@main struct Measure {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 5, arguments[1] == "render", let seconds = Double(arguments[4]) else {
      throw UsageError()
    }
    let source = Array(try Data(contentsOf: URL(filePath: arguments[2])))
    let json = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: arguments[3]))))
    guard case .array(let sites) = json, let first = sites.first else { throw UsageError() }

    var options = EnvironmentOptions()
    options.syntax.trimBlocks = true
    options.syntax.lstripBlocks = true
    options.syntax.keepTrailingNewline = true
    options.undefined = .strict
    let template = try Environment(options: options, loader: DictionaryLoader([String: String]())).template(
      source: source)
    let text = try template.render(Value(first))
    if arguments.count > 5 { try Data(text).write(to: URL(filePath: arguments[5])) }

    // The context is made anew for each site, as a peer in another language has to convert its own.
    // Processor time: other programs on the machine do not count.
    let start = clock()
    var elapsed = 0.0
    var count = 0
    var bytes = 0
    while elapsed < seconds {
      for site in sites { bytes += try template.render(Value(site)).count }
      count += sites.count
      elapsed = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
    print(
      #"{"peer": "peerconf", "job": "render", "sites": \#(count), "bytes": \#(bytes), "#
        + #""per_second": \#(Double(count) / elapsed)}"#)
  }
}

/// The command line is wrong.
struct UsageError: Error, CustomStringConvertible {
  var description: String { "usage: measure render TEMPLATE SITES.json SECONDS [OUTPUT]" }
}
