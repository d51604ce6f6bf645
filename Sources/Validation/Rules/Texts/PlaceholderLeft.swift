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
    let scanner = Placeholders.Scanner()
    let candidates = document.bytes.withUnsafeBufferPointer { bytes in
      document.nodes.indices.filter {
        document.nodes[$0].kind == .statement && scanner.mayHave(bytes, document.nodes[$0].text)
      }
    }
    return candidates.compactMap { index in
      // What the device writes of itself nobody has left out: `ASA Version 9.18(2) <context>`.
      if context.matched.rule(of: index)?.statement.automatic == true { return nil }
      let word = Words.split(Array(context.matched.text(of: index)), quotes: false).first(
        where: Placeholders.isOne)
      guard let word, !PlaceholderLeft.isStandIn(word) else { return nil }
      // A key that looks like a placeholder is still a key.
      let hasKey = !context.matched.line(of: index).secrets.isEmpty
      let shown = hasKey ? "A value of the line" : "`\(String(decoding: word.prefix(60), as: UTF8.self))`"
      return finding(context, at: index, "\(shown) looks like a placeholder.")
    }
  }

  /// The stand-in of a key, which is filled in at the last write, or its tag in a masked file.
  private static func isStandIn(_ word: ArraySlice<UInt8>) -> Bool {
    let word = Words.bare(word)
    if SecretPlaceholder.all(in: word).first?.range.count == word.count { return true }
    let digits = word.dropFirst(5).dropLast()
    return word.starts(with: "<psk:".utf8) && word.last == UInt8(ascii: ">") && digits.count == 10
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
