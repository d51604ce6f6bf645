import Diagnostics
import Foundation
import SafeFiles

/// The folder that a user works in: `devices/`, `templates/`, `sites/` and `peerconf.yaml`.
struct Workspace {
  /// Absolute path without trailing slash.
  var root: String
  var settings: Settings

  /// Finds the workspace: the one given, else the nearest folder upwards with a `peerconf.yaml`, else here.
  ///
  /// - Throws: `InputError` for a folder that is none and for a bad `peerconf.yaml`.
  static func locate(_ given: String?, environment: [String: String]) throws -> Workspace {
    let here = FileManager.default.currentDirectoryPath
    if let given = given ?? environment["PEERCONF_WORKSPACE"] {
      guard SafeFile.isDirectory(given) else {
        throw InputError(
          "the workspace \(given) is no directory", remedy: "Make it, or name another with --workspace.")
      }
      let root = given.hasPrefix("/") ? given : "\(here)/\(given)"
      return Workspace(root: root, settings: try Settings.load(root: root, environment: environment))
    }
    var folder = URL(filePath: here, directoryHint: .isDirectory)
    while true {
      let path = folder.path(percentEncoded: false)
      let root = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
      if SafeFile.exists("\(root)/\(Settings.fileName)") {
        return Workspace(root: root, settings: try Settings.load(root: root, environment: environment))
      }
      if root == "/" { break }
      folder = folder.deletingLastPathComponent()
    }
    return Workspace(root: here, settings: try Settings.load(root: here, environment: environment))
  }

  /// Where the mirror of a region lies.
  ///
  /// - Throws: `InputError` for a name that is no region's: it becomes a file name.
  func registryPath(region: String) throws -> String {
    let isName = region.utf8.allSatisfy { byte in
      byte < 0x80
        && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
          || byte == UInt8(ascii: "-"))
    }
    guard isName, !region.isEmpty, region.utf8.count <= 64 else {
      throw InputError(
        "'\(region.prefix(80))' is no region",
        remedy: "A region has letters, digits and dashes, for example eu-west-101.")
    }
    return "\(root)/devices/registry/\(region).json"
  }

  /// State that is not for version control: the tag key.
  var statePath: String { "\(root)/.peerconf" }
}
