package import Diagnostics

/// What a device's file may be before anything reads it.
package enum DeviceText {
  /// Bytes that a file may have; the largest that was ever seen has some megabytes.
  package static let sizeLimit = 64 << 20
  /// A tree has some hundred bytes a line: without a limit a file of line endings alone would take gigabytes.
  private static let lineLimit = 4_000_000

  /// Refuses a file that is too large, or of more than four million lines.
  package static func check(_ bytes: [UInt8], source: String) throws(InputError) {
    guard bytes.count <= sizeLimit else { throw tooLarge(source) }
    let lines = bytes.count > lineLimit ? bytes.count { $0 == 0x0A } : 0
    guard lines <= lineLimit else {
      throw InputError(
        "\(source) has more than \(lineLimit / 1_000_000) million lines",
        remedy: "Give the configuration alone.")
    }
  }

  /// The error for a file of more than ``sizeLimit`` bytes.
  package static func tooLarge(_ source: String) -> InputError {
    InputError("\(source) is larger than \(sizeLimit >> 20) MiB", remedy: "Give the configuration alone.")
  }
}
