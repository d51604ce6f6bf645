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
    try write(bundle.allFiles, to: path, replace: replace, marker: BundleManifest.fileName)
  }

  /// The same for other files that belong together.
  ///
  /// With `replace` a directory that holds a file named `marker` makes way. `mode` is that of the directory:
  /// `0o700` where files hold keys.
  package static func write(
    _ files: [BundleFile], to path: String, replace: Bool = false, marker: String, mode: UInt32 = 0o755
  ) throws(BundleError) {
    let path = trimmed(path)
    for file in files where !isSafe(file.name) { throw BundleError(.unsafeName(file.name), path: path) }
    let isThere = SafeFile.exists(path)
    if isThere { try check(path, replace: replace, marker: marker) }
    try OrderlyExit.process.whole { () throws(BundleError) in
      try put(files, at: path, isThere: isThere, mode: mode)
    }
  }

  private static func put(
    _ files: [BundleFile], at path: String, isThere: Bool, mode: UInt32
  ) throws(BundleError) {
    let mark = "\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0...UInt32.max))"
    let beside = "\(path).part-\(mark)"
    do {
      try fill(beside, with: files, mode: mode)
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
  package static func check(
    _ path: String, replace: Bool, marker: String = BundleManifest.fileName
  ) throws(BundleError) {
    guard SafeFile.exists(path) else { return }
    guard replace else { throw BundleError(.exists, path: path) }
    guard SafeFile.isDirectory(path), let names = try? SafeFile.list(path),
      names.isEmpty || names.contains(marker)
    else { throw BundleError(.notABundle, path: path) }
  }

  /// Relative, no part that is empty, `.` or `..`, no control character.
  static func isSafe(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  private static func fill(
    _ directory: String, with files: [BundleFile], mode: UInt32
  ) throws(FileError) {
    // What is missing above it is no secret.
    if let slash = directory.lastIndex(of: "/") { try SafeFile.makeDirectory(String(directory[..<slash])) }
    try SafeFile.makeDirectory(directory, mode: mode)
    for file in files {
      if let slash = file.name.lastIndex(of: "/") {
        try SafeFile.makeDirectory("\(directory)/\(file.name[..<slash])", mode: mode)
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
