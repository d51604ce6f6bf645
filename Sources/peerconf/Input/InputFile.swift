import ArgumentParser
import Diagnostics
import SafeFiles

/// A file of the command line, whole, with the name that the user gave it.
struct InputFile {
  /// As the user named it; `-` is stdin.
  let source: String
  let bytes: [UInt8]

  /// The largest device file that was ever seen has some megabytes.
  private static let sizeLimit = 64 << 20

  /// Reads a file, or stdin for `-`.
  ///
  /// - Throws: `InputError` for what is missing, a directory or larger than 64 MiB; `CancellationError` when
  ///   waiting for stdin is interrupted.
  init(reading path: String) throws {
    source = path
    let tooLarge = InputError(
      "\(path) is larger than \(InputFile.sizeLimit >> 20) MiB", remedy: "Give the configuration alone.")
    if path == "-" {
      guard let content = try StandardInput.read(limit: InputFile.sizeLimit) else { throw tooLarge }
      bytes = content
      return
    }
    guard !SafeFile.isDirectory(path) else {
      throw InputError("\(path) is a directory", remedy: "Name a file; - is stdin.")
    }
    do {
      bytes = try SafeFile.read(path, limit: InputFile.sizeLimit)
    } catch {
      if SafeFile.exists(path), error.reason.hasPrefix("larger") { throw tooLarge }
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
