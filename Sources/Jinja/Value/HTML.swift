/// What makes text safe for HTML, as markupsafe does it.
enum HTML {
  static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: { entity($0) != nil }) else { return text }
    var output: [UInt8] = []
    append(escaping: text, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  static func append(escaping text: String, to output: inout [UInt8]) {
    for byte in text.utf8 {
      if let entity = entity(byte) { output += entity.utf8 } else { output.append(byte) }
    }
  }

  private static func entity(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "'"): "&#39;"
    case UInt8(ascii: "\""): "&#34;"
    default: nil
    }
  }
}

extension Value {
  /// Whether the value carries HTML of its own (`__html__`).
  var html: String? {
    get throws(TemplateError) {
      switch self {
      case .markup(let text): return text
      case .undefined(let undefined): return undefined.mode == .chainable ? "" : nil
      case .object(let object): return (object as? ModuleObject)?.text
      default: return nil
      }
    }
  }

  /// The text, its own HTML where it has some.
  func htmlOrText() throws(TemplateError) -> String {
    if let html = try html { return html }
    return try printed()
  }

  /// `escape(value)`: text that is safe for HTML.
  func escaped() throws(TemplateError) -> String {
    if let html = try html { return html }
    return HTML.escape(try printed())
  }
}
