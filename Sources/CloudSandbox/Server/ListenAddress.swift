package import IPAddressing

/// Where a server listens, for example `127.0.0.1:0` or `[::1]:8080`.
package struct ListenAddress: Sendable, Hashable {
  package var address: IPAddress
  /// 0 lets the system choose.
  package var port: UInt16

  package init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// Reads `HOST:PORT`, the host an address (IPv6 in brackets) or `localhost`; names are not looked up.
  package init(parsing text: String) throws(SandboxServerError) {
    let failure = SandboxServerError(
      kind: .badAddress,
      reason: "'\(text)' is no address to listen on: write for example 127.0.0.1:0 or [::1]:8080")
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      throw failure
    }
    var host = text[..<colon]
    if host == "localhost" { host = "127.0.0.1" }
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw failure
    }
    guard let address = IPAddress(host) else { throw failure }
    self.init(address: address, port: port)
  }
}

extension ListenAddress {
  /// Whether only this machine can connect.
  package var isLoopback: Bool {
    switch address {
    case .v4(let address): address.isLoopback
    case .v6(let address): address.isLoopback
    }
  }
}

extension ListenAddress: CustomStringConvertible {
  package var description: String {
    switch address {
    case .v4: "\(address):\(port)"
    case .v6: "[\(address)]:\(port)"
    }
  }
}
