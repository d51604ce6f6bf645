import IPAddressing
import Jinja

/// What an address filter is applied to, once it has been understood.
struct AddressSubject {
  let network: Network
  /// Written with a length: answers are networks then, and addresses otherwise.
  let isNetwork: Bool
  /// The value as it was written; a number as the address that it stands for.
  let value: Value

  /// Reads an address, a network or a number; `nil` for everything else.
  init?(_ value: Value, version: Int?) throws(TemplateError) {
    if case .bool = value { return nil }
    guard try value.defined().isTrue() else { return nil }
    let text = value.text
    let digits = try AddressSubject.digits(of: value)
    if let digits = text ?? digits, digits.isPythonDigits {
      guard let number = PythonNumbers.integer(digits, base: 10)?.uint128 else { return nil }
      let address = AddressSubject.address(number, version: version)
      network = Network(address, length: address.width)
      isNetwork = false
      self.value = .string(network.text)
      return
    }
    guard let text else { return nil }
    if let network = Network(text) {
      self.network = network
      isNetwork = text.utf8.contains(UInt8(ascii: "/"))
      self.value = value
      return
    }
    guard let network = AddressSubject.numericNetwork(text) else { return nil }
    self.network = network
    isNetwork = true
    self.value = .string(network.text)
  }

  private static func digits(of value: Value) throws(TemplateError) -> String? {
    switch value {
    case .int, .bigInt: try value.printed()
    default: nil
    }
  }

  private static func address(_ number: UInt128, version: Int?) -> IPAddress {
    version == 6 ? .v6(IPv6Address(number)) : .guessed(number)
  }

  /// Reads `167772160/8`, a network whose address is a number: IPv4 where both parts fit.
  private static func numericNetwork(_ text: String) -> Network? {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2,
      let number = PythonNumbers.integer(String(Substring(parts[0])), base: 10)?.uint128,
      let length = PythonNumbers.integer(String(Substring(parts[1])), base: 10)?.int, length >= 0
    else { return nil }
    if length <= 32, let value = UInt32(exactly: number) {
      return Network(.v4(IPv4Address(value)), length: length)
    }
    return length <= 128 ? Network(.v6(IPv6Address(number)), length: length) : nil
  }

  /// The queries' word for it: a network only when its own address was given.
  var isNetworkItself: Bool { network.hostBits > 0 && network.isAtStart }
}
