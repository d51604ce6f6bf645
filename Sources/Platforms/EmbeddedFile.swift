import Diagnostics
import PlatformModel

/// A file that travels inside the binary.
struct EmbeddedFile: Sendable {
  let name: StaticString
  /// Otherwise `content` has a character for each byte.
  let isText: Bool
  let content: StaticString

  var bytes: [UInt8] {
    content.withUTF8Buffer { buffer in
      isText
        ? Array(buffer)
        : String(decoding: buffer, as: UTF8.self).unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
  }

  func unpack() throws(InputError) -> DataNode { try EmbeddedFile.unpack(content, source: name.description) }

  static func unpack(_ content: StaticString, source: String) throws(InputError) -> DataNode {
    let result = content.withUTF8Buffer { buffer -> Result<DataNode, InputError> in
      do throws(InputError) {
        return .success(try PackedData.unpack(buffer, source: source))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
