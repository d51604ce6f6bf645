import IPAddressing
import PlatformModel

/// All spellings of a value as one.
enum NeutralForm {
  /// The neutral words of some texts; none where they are not of the fact's form.
  static func words(_ texts: [String], form: TunnelFact.Form, unit: TunnelRow.TimeUnit?) -> [String] {
    switch form {
    case .word, .text: texts.filter { !$0.isEmpty }
    case .identity: texts.map(identity).filter { !$0.isEmpty }
    case .key: []
    case .address: texts.map(address)
    case .interfaceAddress: AddressTokens.interface(texts).map { ["\($0)"] } ?? texts
    case .networks(let wildcards): networks(texts, wildcards)
    case .number: texts.compactMap { Int($0) }.map(String.init)
    case .seconds: texts.compactMap { seconds($0, unit ?? .seconds) }.map(String.init)
    }
  }

  /// An address in its shortest form, without the length of a single host; a name as it is.
  private static func address(_ text: String) -> String {
    if let address = IPAddress(text) { return address.description }
    if let prefix = IPPrefix(text), prefix.length == (prefix.v4 == nil ? 128 : 32) {
      return prefix.network.description
    }
    // An interface's address has the length of its network.
    if let inside = IPv4InterfaceAddress(text) { return inside.address.description }
    return text
  }

  private static let identityMarks = ["@", "fqdn:", "address:", "key-id:", "keyid:", "user-fqdn:"]

  private static func identity(_ text: String) -> String {
    guard let mark = identityMarks.first(where: text.hasPrefix) else { return text }
    return String(text.dropFirst(mark.count))
  }

  private static func networks(_ texts: [String], _ wildcards: Bool) -> [String] {
    // No host has the address zero: with a mask or wildcard of zero it is everything.
    let isHost = wildcards && texts != ["0.0.0.0", "0.0.0.0"]
    if let networks = AddressTokens.networks(texts, wildcards: isHost) { return networks.map(\.description) }
    // An address alone is a host.
    if texts.count == 1, let address = IPAddress(texts[0]) {
      return ["\(address)/\(address.family == .ipv6 ? 128 : 32)"]
    }
    return texts.compactMap { IPPrefix($0, hostBits: .cleared)?.description }
  }

  private static func seconds(_ text: String, _ unit: TunnelRow.TimeUnit) -> Int? {
    switch unit {
    case .milliseconds: Int(text).map { $0 / 1000 }
    case .seconds: Int(text)
    case .minutes: times(text, 60)
    case .hours: times(text, 3600)
    case .days: times(text, 86_400)
    case .duration: duration(text)
    }
  }

  private static func times(_ text: String, _ factor: Int) -> Int? {
    guard let number = Int(text) else { return nil }
    let (product, isTooLarge) = number.multipliedReportingOverflow(by: factor)
    return isTooLarge ? nil : product
  }

  /// `1d12h`, `8h`, `3600s`, `3600`, `1d 00:30:00`, `00:30:00`.
  private static func duration(_ text: String) -> Int? {
    var total = 0
    var number: Int?
    var clock: [Int] = []
    func add(_ value: Int, _ factor: Int) -> Bool {
      let (product, one) = value.multipliedReportingOverflow(by: factor)
      let (sum, two) = total.addingReportingOverflow(product)
      total = sum
      return !one && !two
    }
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        guard (number ?? 0) < 1 << 40 else { return nil }
        number = (number ?? 0) * 10 + Int(byte - 0x30)
      case UInt8(ascii: ":"):
        guard let value = number else { return nil }
        clock.append(value)
        number = nil
      case UInt8(ascii: " "): continue
      default:
        guard let value = number, let factor = factors[byte], add(value, factor) else { return nil }
        number = nil
      }
    }
    if !clock.isEmpty {
      clock.append(number ?? 0)
      guard clock.count <= 3 else { return nil }
      return add(clock.reduce(0) { $0 &* 60 &+ $1 }, 1) ? total : nil
    }
    if let number { return add(number, 1) ? total : nil }
    return text.isEmpty ? nil : total
  }

  private static let factors: [UInt8: Int] = [
    UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
    UInt8(ascii: "w"): 604_800,
  ]
}
