package import Diagnostics

/// Data in a compact form that is itself UTF-8, so that it can stand as a literal in the binary.
///
/// Numbers are digits to the base 32, low first: 0x40 plus the digit, 0x60 plus it when more follow. The form is
/// `PCD1`, the number of texts, each text (length in bytes, bytes), then the values in pre-order: `0` nothing,
/// `1` text (its number), `2` list (count), `3` map (count, then key's number and value).
package enum PackedData {
  static let magic = Array("PCD1".utf8)

  /// Packs the data without its places.
  package static func pack(_ node: DataNode) -> [UInt8] {
    var writer = Writer()
    writer.write(node)
    var bytes = magic
    append(writer.texts.count, to: &bytes)
    for text in writer.texts {
      append(text.utf8.count, to: &bytes)
      bytes += Array(text.utf8)
    }
    return bytes + writer.body
  }

  /// Reads packed data; all places are the source as a whole.
  package static func unpack(_ bytes: UnsafeBufferPointer<UInt8>, source: String) throws(InputError)
    -> DataNode
  {
    var reader = PackedReader(bytes: bytes, place: SourcePlace(source: source))
    return try reader.read()
  }

  /// Reads packed data from an array.
  package static func unpack(_ bytes: [UInt8], source: String) throws(InputError) -> DataNode {
    let result = bytes.withUnsafeBufferPointer { bytes -> Result<DataNode, InputError> in
      do throws(InputError) { return .success(try unpack(bytes, source: source)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x20 {
      bytes.append(UInt8(rest & 0x1F) | 0x60)
      rest >>= 5
    }
    bytes.append(UInt8(rest) | 0x40)
  }

  private struct Writer {
    var texts: [String] = []
    var body: [UInt8] = []
    private var numbers: [String: Int] = [:]

    mutating func write(_ node: DataNode) {
      switch node.content {
      case .nothing:
        body.append(UInt8(ascii: "0"))
      case .text(let text):
        body.append(UInt8(ascii: "1"))
        write(text)
      case .list(let items):
        body.append(UInt8(ascii: "2"))
        append(items.count, to: &body)
        for item in items { write(item) }
      case .map(let members):
        body.append(UInt8(ascii: "3"))
        append(members.count, to: &body)
        for member in members {
          write(member.key)
          write(member.value)
        }
      }
    }

    private mutating func write(_ text: String) {
      let number = numbers[text] ?? texts.count
      if number == texts.count {
        numbers[text] = number
        texts.append(text)
      }
      append(number, to: &body)
    }
  }
}
