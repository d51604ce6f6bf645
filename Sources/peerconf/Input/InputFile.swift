import ArgumentParser
import ConfigTree
import Diagnostics
import SafeFiles

/// A file of the command line, whole, with the name that the user gave it.
struct InputFile {
  /// As the user named it; `-` is stdin.
  let source: String
  let bytes: [UInt8]

  /// Reads a file, or stdin for `-`.
  ///
  /// - Throws: `InputError` for what is missing, a directory, larger than 64 MiB or longer than four million lines;
  ///   `CancellationError` when waiting for stdin is interrupted.
  init(reading path: String) throws {
    source = path
    bytes = try InputFile.content(of: path)
    try DeviceText.check(bytes, source: path)
  }

  private static func content(of path: String) throws -> [UInt8] {
    if path == "-" {
      guard let content = try StandardInput.read(limit: DeviceText.sizeLimit) else {
        throw DeviceText.tooLarge(path)
      }
      return content
    }
    guard !SafeFile.isDirectory(path) else {
      throw InputError("\(path) is a directory", remedy: "Name a file; - is stdin.")
    }
    do {
      return try SafeFile.read(path, limit: DeviceText.sizeLimit)
    } catch {
      if SafeFile.exists(path), error.reason.hasPrefix("larger") { throw DeviceText.tooLarge(path) }
      throw InputError("\(error)", remedy: "Check the path; - is stdin.")
    }
  }

  /// Whether there is nothing in it but blanks and line endings.
  var isBlank: Bool { !bytes.contains { $0 > 0x20 } }

  /// Refuses a command line on which several files are stdin.
  static func check(_ paths: [String?]) throws(ValidationError) {
    guard paths.count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("only one file can be stdin: give the name of the other")
    }
  }
}
