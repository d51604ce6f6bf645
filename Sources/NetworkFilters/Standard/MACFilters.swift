import Jinja

/// netutils' filters over hardware addresses of 48 bits: letters stay as large as they are.
enum MACFilters {
  static let all: [String: Filter] = [
    "is_valid_mac": Filter { call throws(TemplateError) in
      .bool(layout(of: try text(call, "is_valid_mac")) != nil)
    },
    "mac_normalize": Filter { call throws(TemplateError) in .string(try digits(call, "mac_normalize")) },
    "mac_to_int": Filter { call throws(TemplateError) in
      .int(Int(try digits(call, "mac_to_int"), radix: 16) ?? 0)
    },
    "mac_type": Filter { call throws(TemplateError) in
      .string(try valid(call, "mac_type").layout)
    },
    "mac_to_format": Filter(Parameters(["frmt"])) { call throws(TemplateError) in
      let digits = try digits(call, "mac_to_format")
      let name = try call.text(0, default: "MAC_NO_SPECIAL")
      guard let (_, size, separator) = layouts.first(where: { $0.name == name }) else {
        throw .refused(
          "mac_to_format",
          "there is no form \(name.shown); known: \(layouts.map(\.name).joined(separator: ", "))")
      }
      let scalars = Array(digits.utf8)
      let groups = stride(from: 0, to: 12, by: size).map {
        String(decoding: scalars[$0..<$0 + size], as: UTF8.self)
      }
      return .string(groups.joined(separator: separator))
    },
  ]

  /// Names, digits of a group, and what stands between groups.
  private static let layouts: [(name: String, size: Int, separator: String)] = [
    ("MAC_COLON_TWO", 2, ":"), ("MAC_COLON_FOUR", 4, ":"), ("MAC_DASH_TWO", 2, "-"),
    ("MAC_DASH_FOUR", 4, "-"),
    ("MAC_DOT_TWO", 2, "."), ("MAC_DOT_FOUR", 4, "."), ("MAC_NO_SPECIAL", 12, ""),
  ]

  private static func layout(of text: String) -> String? {
    let bytes = Array(text.utf8)
    return layouts.first { layout in
      let step = layout.size + layout.separator.utf8.count
      guard bytes.count == 12 + (12 / layout.size - 1) * layout.separator.utf8.count else { return false }
      return bytes.enumerated().allSatisfy { place, byte in
        place % step == layout.size
          ? layout.separator.utf8.first == byte
          : (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
      }
    }?.name
  }

  private static func text(_ call: Call, _ filter: String) throws(TemplateError) -> String {
    guard let text = try call.value.defined().text else {
      throw .refused(filter, "a hardware address as text is needed, not \(call.value.shown)")
    }
    return text
  }

  private static func valid(_ call: Call, _ filter: String) throws(TemplateError) -> (
    text: String, layout: String
  ) {
    let text = try text(call, filter)
    guard let layout = layout(of: text) else {
      throw .refused(filter, "\(text.shown) is no hardware address of 48 bits")
    }
    return (text, layout)
  }

  private static func digits(_ call: Call, _ filter: String) throws(TemplateError) -> String {
    String(decoding: try valid(call, filter).text.utf8.filter { !":-.".utf8.contains($0) }, as: UTF8.self)
  }
}
