import Foundation
import SafeFiles
import Validation

/// Writes a bundle's directory, which is whole or absent.
package enum BundleWriter {
  /// Writes all files into a directory beside `path` and gives that one the name `path` at the end.
  ///
  /// With `replace` an existing bundle (or empty directory) makes way; anything else never does.
  ///
  /// - Throws: ``BundleError``; what was at `path` is then still there, and nothing is left beside it.
  package static func write(_ bundle: ChangeBundle, to path: String, replace: Bool = false)
    throws(BundleError)
  {
    let path = trimmed(path)
    for file in bundle.allFiles where !isSafe(file.name) {
      throw BundleError(.unsafeName(file.name), path: path)
    }
    let isThere = SafeFile.exists(path)
    if isThere { try check(path, replace: replace) }
    let mark = "\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0...UInt32.max))"
    let beside = "\(path).part-\(mark)"
    do {
      try fill(beside, with: bundle)
      if isThere {
        try swap(beside, path, aside: "\(path).old-\(mark)")
      } else {
        try move(beside, path)
      }
    } catch {
      remove(beside)
      throw BundleError(.file(error), path: path)
    }
  }

  /// Whether a bundle could be written there, without writing.
  package static func check(_ path: String, replace: Bool) throws(BundleError) {
    guard SafeFile.exists(path) else { return }
    guard replace else { throw BundleError(.exists, path: path) }
    guard SafeFile.isDirectory(path), let names = try? SafeFile.list(path),
      names.isEmpty || names.contains(BundleManifest.fileName)
    else { throw BundleError(.notABundle, path: path) }
  }

  /// Relative, no part that is empty, `.` or `..`, no control character.
  static func isSafe(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  private static func fill(_ directory: String, with bundle: ChangeBundle) throws(FileError) {
    try SafeFile.makeDirectory(directory)
    for file in bundle.allFiles {
      if let slash = file.name.lastIndex(of: "/") {
        try SafeFile.makeDirectory("\(directory)/\(file.name[..<slash])")
      }
      try SafeFile.write(file.content, to: "\(directory)/\(file.name)", mode: file.mode)
    }
  }

  /// Puts the new directory in place of the old one, and the old one back if that fails.
  private static func swap(_ new: String, _ path: String, aside: String) throws(FileError) {
    try move(path, aside)
    do {
      try move(new, path)
    } catch {
      try? move(aside, path)
      throw error
    }
    remove(aside)
  }

  private static func move(_ from: String, _ to: String) throws(FileError) {
    do {
      try FileManager.default.moveItem(atPath: from, toPath: to)
    } catch {
      throw FileError(action: "rename", path: from, reason: error.localizedDescription)
    }
  }

  /// What cannot be removed stays: it is only ever a directory that we made or that was asked to go.
  private static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
