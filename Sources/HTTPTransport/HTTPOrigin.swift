/// Where a request goes: scheme, host and port, without path.
package struct HTTPOrigin: Sendable, Hashable {
  /// The two schemes that are spoken at all.
  package enum Scheme: String, Sendable, Hashable {
    case http, https
  }

  package var scheme: Scheme
  /// Lower-case name or address; an IPv6 address without its brackets.
  package let host: String
  /// `nil` for the scheme's own port, also when that was written out.
  package let port: Int?

  /// Reads `https://host`, `http://127.0.0.1:8080` or `https://[::1]:8443/`; a bare host gets `https`.
  ///
  /// - Throws: ``TransportError`` of kind ``TransportError/Kind/badRequest`` for user names, paths, queries,
  ///   other schemes and anything that is no host.
  package init(parsing text: String) throws(TransportError) {
    func refuse(_ reason: String) -> TransportError {
      TransportError(.badRequest, "\(reason): \(TransportError.cleaned(text, limit: 200))")
    }
    var rest = Substring(text)
    var scheme = Scheme.https
    if let mark = text.firstRange(of: "://") {
      guard let known = Scheme(rawValue: text[..<mark.lowerBound].lowercased()) else {
        throw refuse("only http and https addresses can be called")
      }
      scheme = known
      rest = text[mark.upperBound...]
    }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    if rest.contains("@") {
      // The text itself may hold a password, so it is not repeated.
      throw TransportError(.badRequest, "an address may not hold a user name or password")
    }
    guard !rest.contains(where: { "/?#\\".contains($0) }) else {
      throw refuse("an address is scheme, host and port, without a path")
    }
    guard let (host, port) = HTTPOrigin.hostAndPort(rest) else { throw refuse("this is no host and port") }
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = port == scheme.defaultPort ? nil : port
  }

  private static func hostAndPort(_ text: Substring) -> (host: String, port: Int?)? {
    var host = text
    var portText: Substring?
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { return nil }
      host = text[text.index(after: text.startIndex)..<close]
      let tail = text[text.index(after: close)...]
      guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
      portText = tail.isEmpty ? nil : tail.dropFirst()
      guard host.contains(":"), host.utf8.allSatisfy(isAddressByte) else { return nil }
    } else {
      if let colon = text.firstIndex(of: ":") {
        host = text[..<colon]
        portText = text[text.index(after: colon)...]
      }
      guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy(isNameByte) else { return nil }
    }
    guard let portText else { return (String(host), nil) }
    guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(portText),
      (1...65535).contains(port)
    else { return nil }
    return (String(host), port)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    Character(UnicodeScalar(byte)).isHexDigit || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }
}

extension HTTPOrigin {
  /// The link-local address at which clouds tell their servers about themselves.
  package static let metadata = HTTPOrigin(host: "169.254.169.254")

  /// Plain HTTP to an address.
  private init(host: String) {
    scheme = .http
    self.host = host
    port = nil
  }
}

extension HTTPOrigin.Scheme {
  /// 80 or 443.
  package var defaultPort: Int { self == .http ? 80 : 443 }
}

extension HTTPOrigin: CustomStringConvertible {
  /// The text of the `Host` header (RFC 9110 §7.2): no port where it is the scheme's own.
  package var authority: String {
    let host = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(host):\($0)" } ?? host
  }

  package var description: String { "\(scheme.rawValue)://\(authority)" }

  /// Whether the host is this very machine by its spelling: `localhost`, 127.0.0.0/8 or `::1`.
  package var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
