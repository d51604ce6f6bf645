/// A text is no address or prefix.
package struct AddressError: Error, Sendable, Hashable {
  package var kind: Kind
  /// The refused text, shortened to a printable excerpt.
  package var text: String

  /// Why the text was refused.
  package enum Kind: Sendable, Hashable {
    case notAnAddress(AddressFamily?)
    /// A dotted number such as `010`, which some programs read as octal.
    case leadingZero
    /// An IPv6 zone (`%eth0`), which has a meaning on one machine only.
    case zone
    case missingLength
    /// The length is no number, has a leading zero or is larger than `limit`.
    case badLength(limit: Int)
    /// A prefix with bits set right of its length; `canonical` is what was probably meant.
    case hostBitsSet(canonical: String)
    /// Ones and zeros are mixed, for example 255.0.255.0.
    case notAMask
  }

  init(_ kind: Kind, _ text: some Collection<UInt8>) {
    self.kind = kind
    let shown = text.prefix(60).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }
    self.text = String(decoding: shown, as: UTF8.self) + (text.count > 60 ? "…" : "")
  }
}

extension AddressError: CustomStringConvertible {
  package var description: String {
    switch kind {
    case .notAnAddress(.ipv4): "'\(text)' is not an IPv4 address"
    case .notAnAddress(.ipv6): "'\(text)' is not an IPv6 address"
    case .notAnAddress(nil): "'\(text)' is not an IP address"
    case .leadingZero: "'\(text)' is ambiguous: write the numbers of an IPv4 address without leading zeros"
    case .zone: "'\(text)' has a zone: leave out '%' and what follows"
    case .missingLength: "'\(text)' has no prefix length: add one, for example /24"
    case .badLength(let limit): "'\(text)' has no valid prefix length: give a number from 0 to \(limit)"
    case .hostBitsSet(let canonical): "'\(text)' has bits set right of its prefix: write \(canonical)"
    case .notAMask: "'\(text)' is not a mask: its ones must be on one side"
    }
  }
}
