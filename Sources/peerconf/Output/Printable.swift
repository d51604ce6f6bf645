import Glibc

/// Text of devices on a terminal: a file must not be able to move the cursor or set a title.
enum Printable {
  /// The text with control characters other than line ending and tab as U+FFFD.
  static func text(_ text: String) -> String {
    guard text.utf8.contains(where: isControl) || text.unicodeScalars.contains(where: isC1) else {
      return text
    }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let hides = scalar.value < 0x80 && isControl(UInt8(scalar.value)) || isC1(scalar)
      output.append(hides ? "\u{FFFD}" : scalar)
    }
    return String(output)
  }

  /// The text as one cell of a table: line endings and tabs are blanks.
  static func line(_ text: String) -> String {
    Printable.text(text.replacing("\r\n", with: " ").replacing("\n", with: " ").replacing("\t", with: " "))
  }

  /// The bytes as they are for a file or a pipe, harmless for a terminal.
  static func bytes(_ bytes: [UInt8]) -> [UInt8] {
    guard isatty(STDOUT_FILENO) == 1 else { return bytes }
    // A carriage return before a line ending is only that.
    let lines = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    return Array(text(lines).utf8)
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F
  }

  private static func isC1(_ scalar: Unicode.Scalar) -> Bool { (0x80...0x9F).contains(scalar.value) }
}

extension StandardOutput {
  /// Writes a device's text: byte for byte unless a person is looking.
  static func show(_ bytes: [UInt8]) { write(Printable.bytes(bytes)) }

  /// The same for text.
  static func show(_ text: String) { show(Array(text.utf8)) }
}
