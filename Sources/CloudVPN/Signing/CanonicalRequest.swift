import Cryptography
package import HTTPTransport

/// A request in the one spelling that both sides hash (facts §10.1, point 2).
package struct CanonicalRequest: Sendable {
  /// The text that is hashed.
  package let bytes: [UInt8]
  /// Lower-case names, sorted, joined with `;`.
  package let signedHeaders: String

  /// Takes the parts as they are on the wire, `query` without its `?`, and only the headers to sign.
  ///
  /// Names with `_` are left out, since gateways drop such headers.
  package init(
    method: String, path: some Collection<UInt8>, query: some Collection<UInt8>, headers: [HTTPHeaders.Field],
    body: [UInt8]
  ) {
    let signed =
      headers.filter { !$0.name.contains("_") }
      .map { (name: $0.name.lowercased(), value: CanonicalRequest.trimmed($0.value)) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    signedHeaders = signed.map(\.name).joined(separator: ";")

    var bytes = Array(method.uppercased().utf8) + [0x0A]
    bytes += CanonicalRequest.path(path) + [0x0A]
    bytes += CanonicalRequest.query(query) + [0x0A]
    for header in signed { bytes += "\(header.name):\(header.value)\n".utf8 }
    bytes += "\n\(signedHeaders)\n".utf8
    let announced = body.isEmpty ? nil : signed.first { $0.name == "x-sdk-content-sha256" }?.value
    bytes += (announced ?? SHA256.hex(body)).utf8
    self.bytes = bytes
  }

  /// Every segment decoded and encoded again, with a `/` at the end that the wire does not have.
  static func path(_ path: some Collection<UInt8>) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    // Decoding comes first: an encoded slash separates segments like a plain one.
    let segments = PercentCoding.decode(path).split(separator: slash, omittingEmptySubsequences: false)
    var canonical = Array(segments.map { PercentCoding.encode($0) }.joined(separator: [slash]))
    if canonical.last != slash { canonical.append(slash) }
    return canonical
  }

  /// Names and values decoded, sorted by bytes, encoded again; every name has its `=`.
  static func query(_ query: some Collection<UInt8>) -> [UInt8] {
    let items = query.split(separator: UInt8(ascii: "&")).map { item in
      let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (
        name: PercentCoding.decode(parts[0]), value: parts.count > 1 ? PercentCoding.decode(parts[1]) : []
      )
    }
    return CanonicalRequest.query(items: items)
  }

  /// The canonical form of items in clear; what is sent is this very text.
  static func query(items: [(name: [UInt8], value: [UInt8])]) -> [UInt8] {
    let sorted = items.sorted {
      $0.name == $1.name
        ? $0.value.lexicographicallyPrecedes($1.value) : $0.name.lexicographicallyPrecedes($1.name)
    }
    return Array(
      sorted.map { PercentCoding.encode($0.name) + [UInt8(ascii: "=")] + PercentCoding.encode($0.value) }
        .joined(separator: [UInt8(ascii: "&")]))
  }

  private static func trimmed(_ value: String) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = value.utf8.firstIndex(where: { !isBlank($0) }),
      let last = value.utf8.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(value[first...last])
  }
}
