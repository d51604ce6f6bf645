import ConfigTree
import Diagnostics
import Secrets

/// A text that someone meant to fill in.
struct PlaceholderLeft: Rule {
  let id = "placeholder-left"
  let severity = Severity.error
  let title = "No text is left that was meant to be replaced: `<…>`, `{{…}}`, `XXXX`, `CHANGEME`."
  let why =
    "A device takes most of them as names or keys; the published samples of several clouds contain them."
  let remedy = "Put the real value in."
  let example = RuleExample(
    """
    ike-peer cloud
     address <GATEWAY_IP>   <-- here
     key plain CHANGEME-please-1   <-- here
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  func check(_ context: ValidationContext) -> [Finding] {
    let document = context.document
    return document.bytes.withUnsafeBufferPointer { bytes in
      document.nodes.indices.compactMap { index -> Finding? in
        let node = document.nodes[index]
        guard node.kind == .statement, Placeholders.mayHave(bytes, node.text) else { return nil }
        let word = document.words(of: index).lazy.map { document.bytes[$0] }.first(where: Placeholders.isOne)
        guard let word else { return nil }
        // A key's stand-in is filled in later, and a key that looks like a placeholder is still not shown.
        if SecretPlaceholder.all(in: word).first?.range.count == word.count { return nil }
        let isSecret = context.matched.line(of: index).secrets.isEmpty == false
        let shown = isSecret ? "a value" : "`\(String(decoding: word.prefix(60), as: UTF8.self))`"
        return finding(
          context, at: index,
          "\(isSecret ? "The line has" : "") \(shown) that looks like a placeholder.".trimmed)
      }
    }
  }
}

extension String {
  fileprivate var trimmed: String { hasPrefix(" ") ? String(dropFirst()) : self }
}

/// Spellings of placeholders.
enum Placeholders {
  private static let words = [
    "changeme", "change_me", "change-me", "replaceme", "replace_me", "your_", "your-psk", "yourkey", "tbd",
    "todo",
    "fixme", "xx.xx", "x.x.x.x", "a.b.c.d",
  ].map { Array($0.utf8) }

  /// Whether a line has a byte that every placeholder has one of; most lines end here.
  static func mayHave(_ bytes: UnsafeBufferPointer<UInt8>, _ text: Range<Int>) -> Bool {
    for position in text {
      switch bytes[position] {
      case UInt8(ascii: "<"), UInt8(ascii: "{"): return true
      case UInt8(ascii: "c"), UInt8(ascii: "C"), UInt8(ascii: "r"), UInt8(ascii: "R"), UInt8(ascii: "y"),
        UInt8(ascii: "Y"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"),
        UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "a"), UInt8(ascii: "A"):
        // The pair decides: `ch`, `re`, `yo`, `tb`, `to`, `fi`, `xx`, `x.`, `a.`.
        guard position + 1 < text.upperBound else { continue }
        switch (bytes[position] | 0x20, bytes[position + 1] | 0x20) {
        case (0x63, 0x68), (0x72, 0x65), (0x79, 0x6F), (0x74, 0x62), (0x74, 0x6F), (0x66, 0x69), (0x78, 0x78),
          (0x78, 0x2E), (0x61, 0x2E):
          return true
        default: continue
        }
      default: continue
      }
    }
    return false
  }

  static func isOne(_ word: ArraySlice<UInt8>) -> Bool {
    let lower = word.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if let open = lower.firstIndex(of: UInt8(ascii: "<")), let close = lower.lastIndex(of: UInt8(ascii: ">")),
      close > open + 1
    {
      return true
    }
    if contains(lower, Array("{{".utf8)) || contains(lower, Array("{%".utf8)) { return true }
    if lower.count >= 4, lower.allSatisfy({ $0 == UInt8(ascii: "x") }) { return true }
    return words.contains { phrase in
      // Short ones are words of people too: they count only as the whole word.
      phrase.count <= 5 ? lower == phrase : contains(lower, phrase)
    }
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}
