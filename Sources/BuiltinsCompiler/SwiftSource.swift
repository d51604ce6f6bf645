/// Writes files as string literals, which compile at once whatever their size.
struct SwiftSource {
  private(set) var bytes: [UInt8] = Array(
    """
    // Made from devices/platforms and templates at build time.
    enum EmbeddedBuiltins {\n
    """.utf8)

  init() {}

  mutating func add(index: [UInt8]) {
    bytes += Array("  static let index: StaticString = ".utf8)
    append(literal: index)
    bytes += Array("\n".utf8)
  }

  /// A static list of files; the last one closes the type.
  mutating func add(list: String, files: [(name: String, content: [UInt8])]) {
    bytes += Array("  static let \(list): [EmbeddedFile] = [\n".utf8)
    for file in files {
      let isText = String(validating: file.content, as: UTF8.self) != nil
      bytes += Array("    EmbeddedFile(name: ".utf8)
      append(literal: Array(file.name.utf8))
      bytes += Array(", isText: \(isText), content: ".utf8)
      // Other bytes travel as the characters U+0000 to U+00FF.
      append(literal: isText ? file.content : file.content.flatMap { String(Unicode.Scalar($0)).utf8 })
      bytes += Array("),\n".utf8)
    }
    bytes += Array("  ]\n\(list == "templates" ? "}\n" : "")".utf8)
  }

  private mutating func append(literal content: [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in content {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""):
        bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A:
        bytes += Array("\\n".utf8)
      case 0..<0x20, 0x7F:
        bytes += Array("\\u{\(String(byte, radix: 16))}".utf8)
      default:
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
