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
  /// A tree has some hundred bytes a line: without a limit a file of line endings alone would take gigabytes.
  private static let lineLimit = 4_000_000

  /// Reads a file, or stdin for `-`.
  ///
  /// - Throws: `InputError` for what is missing, a directory, larger than 64 MiB or longer than four million lines;
  ///   `CancellationError` when waiting for stdin is interrupted.
  init(reading path: String) throws {
    source = path
    bytes = try InputFile.content(of: path)
    let lines = bytes.count > InputFile.lineLimit ? bytes.count { $0 == 0x0A } : 0
    guard lines <= InputFile.lineLimit else {
      throw InputError(
        "\(path) has more than \(InputFile.lineLimit / 1_000_000) million lines",
        remedy: "Give the configuration alone.")
    }
  }

  private static func content(of path: String) throws -> [UInt8] {
    let tooLarge = InputError(
      "\(path) is larger than \(InputFile.sizeLimit >> 20) MiB", remedy: "Give the configuration alone.")
    if path == "-" {
      guard let content = try StandardInput.read(limit: InputFile.sizeLimit) else { throw tooLarge }
      return content
    }
    guard !SafeFile.isDirectory(path) else {
      throw InputError("\(path) is a directory", remedy: "Name a file; - is stdin.")
    }
    do {
      return try SafeFile.read(path, limit: InputFile.sizeLimit)
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
