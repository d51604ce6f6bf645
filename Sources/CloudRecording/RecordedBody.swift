import OrderedJSON

/// A body as it stands in a recording.
enum RecordedBody: Sendable, Hashable {
  case empty
  /// Masked; printed compactly when it is replayed.
  case json(JSON)
  /// The start of a text that is no JSON, masked; of a page of HTML only its title.
  case text(String)
  /// Nothing was kept of that many bytes, since what cannot be read cannot be masked.
  case omitted(Int)

  /// Text beyond this many bytes is not kept.
  private static let textLimit = 1024

  /// `isSecret`: the body may be a key's text as a whole, so that only JSON with known members is kept of it.
  init(_ bytes: [UInt8], isHTML: Bool, isSecret: Bool, mask: SecretMask, keeping kept: Set<String>) {
    if bytes.isEmpty {
      self = .empty
    } else if let json = try? JSON(parsing: bytes) {
      self = .json(mask.json(json, keeping: kept))
    } else {
      let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
      let looksLikeJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      let looksLikeHTML = isHTML || first == UInt8(ascii: "<")
      if isSecret || looksLikeJSON || String(validating: bytes, as: UTF8.self) == nil {
        self = .omitted(bytes.count)
      } else if looksLikeHTML {
        let title = RecordedBody.title(of: bytes).map { mask.freeText($0, keeping: kept) }
        self = .text("<html>" + (title.map { "<title>\($0)</title>" } ?? "") + "</html>")
      } else {
        let start = String(decoding: bytes.prefix(RecordedBody.textLimit), as: UTF8.self)
        self = .text(mask.freeText(start, keeping: kept))
      }
    }
  }

  private static func title(of bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes.prefix(16 << 10), as: UTF8.self)
    guard let open = text.firstRange(of: "<title>") ?? text.firstRange(of: "<TITLE>"),
      let close = text[open.upperBound...].firstIndex(of: "<")
    else { return nil }
    return String(text[open.upperBound..<close])
  }

  /// What a replay hands on; an omitted body is JSON that breaks off after as many bytes.
  var bytes: [UInt8] {
    switch self {
    case .empty: []
    case .json(let json): json.bytes(.compact)
    case .text(let text): Array(text.utf8)
    case .omitted(let count): [UInt8(ascii: "{")] + [UInt8](repeating: 0x20, count: max(0, count - 1))
    }
  }
}

extension RecordedBody {
  /// Largest body that may be said to be omitted: as large as the transport takes one.
  private static let omittedLimit = 256 << 20

  /// `null`, or an object with the one member `json`, `text` or `omitted`.
  var json: JSON {
    switch self {
    case .empty: .null
    case .json(let json): ["json": json]
    case .text(let text): ["text": .string(text)]
    case .omitted(let count): ["omitted": JSON(count)]
    }
  }

  /// `nil` for anything that ``json`` does not write.
  init?(_ json: JSON) {
    if json.isNull {
      self = .empty
    } else if let value = json["json"] {
      self = .json(value)
    } else if let text = json["text"]?.string {
      self = .text(text)
    } else if let count = json["omitted"]?.integer, (0...RecordedBody.omittedLimit).contains(count) {
      self = .omitted(count)
    } else {
      return nil
    }
  }
}
