import ChangeTicket
package import Diagnostics
import OrderedJSON
package import SafeFiles

/// The folder that a rollout writes: a bundle a site, the exported configurations apart, and a summary.
package struct RolloutFolder: Sendable {
  /// Without trailing slash.
  package let path: String

  /// For people.
  package static let summaryName = "summary.md"
  /// For programs.
  package static let reportName = "summary.json"
  /// What holds keys.
  static let privateName = "private"

  package init(_ path: String) {
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  package var summaryPath: String { "\(path)/\(RolloutFolder.summaryName)" }
  package var reportPath: String { "\(path)/\(RolloutFolder.reportName)" }

  /// Whether the folder can be used: new, or one that no other program keeps its own summary in.
  package func check() throws(InputError) {
    let place = SourcePlace(source: path)
    guard SafeFile.exists(path) else { return }
    guard SafeFile.isDirectory(path) else {
      throw InputError(
        "the output is a file, not a directory", at: place, remedy: "Name a directory with -o.")
    }
    guard SafeFile.exists(reportPath) || SafeFile.exists(summaryPath) else { return }
    let report = try? SafeFile.read(reportPath)
    guard let report, RolloutResult.isReport(report) else {
      throw InputError(
        "the directory has a summary that no rollout has written", at: place,
        remedy: "Name another directory with -o.")
    }
  }

  /// Makes the folder.
  func make() throws(FileError) { try SafeFile.makeDirectory(path) }

  func bundlePath(of site: String) -> String { "\(path)/\(site)" }

  /// Whether a bundle is at the site's place; anything else there is nobody's to apply.
  func hasBundle(of site: String) -> Bool {
    SafeFile.exists("\(bundlePath(of: site))/\(BundleManifest.fileName)")
  }

  /// Keeps an exported configuration where only its owner can read it; gives its path from the folder.
  func write(exported: [UInt8], of site: String) throws(FileError) -> String {
    let name = "\(RolloutFolder.privateName)/\(site).txt"
    try SafeFile.makeDirectory("\(path)/\(RolloutFolder.privateName)", mode: 0o700)
    try SafeFile.write(exported, to: "\(path)/\(name)", mode: 0o600)
    return name
  }

  /// Writes both summaries.
  ///
  /// - Throws: `FileError`; those of an earlier run are then still there.
  package func write(_ result: RolloutResult) throws(FileError) {
    try SafeFile.write(result.json.bytes(), to: reportPath)
    try SafeFile.write(Array(result.markdown.utf8), to: summaryPath)
  }
}
