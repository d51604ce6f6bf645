/// Networks in the many spellings of device files.
package enum AddressTokens {
  /// Reads `10.0.0.0/8`, `10.0.0.0 8`, `10.0.0.0 255.0.0.0`, `10.0.0.0 0.255.255.255`, `host 10.0.0.1` and
  /// `any`, one network after the other; `nil` for anything else.
  ///
  /// With `wildcards`, `0.0.0.0` after an address stands for one host and not for everything.
  package static func networks(_ texts: [String], wildcards: Bool = false) -> [IPv4Prefix]? {
    let tokens = tokens(texts)
    var networks: [IPv4Prefix] = []
    var rest = tokens[...]
    while let token = rest.popFirst() {
      if token == "any" || token == "any4" {
        guard let zero = IPv4Address("0.0.0.0"), let all = IPv4Prefix(containing: zero, length: 0) else {
          return nil
        }
        networks.append(all)
      } else if token == "host" {
        guard let address = rest.popFirst().flatMap({ IPv4Address($0) }),
          let host = IPv4Prefix(containing: address, length: 32)
        else { return nil }
        networks.append(host)
      } else if let network = IPv4Prefix(token, hostBits: .cleared) {
        networks.append(network)
      } else {
        guard let address = IPv4Address(token),
          let length = rest.popFirst().flatMap({ length($0, wildcards) }),
          let network = IPv4Prefix(containing: address, length: length)
        else { return nil }
        networks.append(network)
      }
    }
    return networks.isEmpty ? nil : networks
  }

  /// An interface's address: `169.254.70.2/30`, or the address and its mask or length.
  package static func interface(_ texts: [String]) -> IPv4InterfaceAddress? {
    let tokens = tokens(texts)
    guard let first = tokens.first else { return nil }
    if let whole = IPv4InterfaceAddress(first) { return whole }
    guard let address = IPv4Address(first), tokens.count > 1, let length = length(tokens[1], false) else {
      return nil
    }
    return IPv4InterfaceAddress(address, length: length)
  }

  private static func tokens(_ texts: [String]) -> [String] {
    // Captures of one word are the rule.
    guard texts.contains(where: { $0.utf8.contains { $0 == 0x20 || $0 == 0x09 } }) else { return texts }
    return texts.flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }) }.map(String.init)
  }

  /// A length, netmask or wildcard as a length.
  private static func length(_ token: String, _ wildcards: Bool) -> Int? {
    if let length = Int(token), (0...32).contains(length) { return token == "0" && wildcards ? 32 : length }
    guard let mask = IPv4Address(token) else { return nil }
    // Behind an address all ones are the mask of a host; as a wildcard nobody writes them there.
    if token == "255.255.255.255" { return 32 }
    if wildcards, let prefix = try? IPv4Prefix(containing: mask, wildcard: mask) { return prefix.length }
    if let length = try? IPv4Prefix.length(ofNetmask: mask) { return length }
    return (try? IPv4Prefix(containing: mask, wildcard: mask))?.length
  }
}
