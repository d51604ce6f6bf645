import IPAddressing
import Jinja

/// The collection's filters that compute with networks.
enum SubnetFilters {
  static let all: [String: Filter] = [
    "ipsubnet": Filter(Parameters(["query", "index"])) { call throws(TemplateError) in
      let query = try call.specText(0)
      let index = try call[1]?.specInteger("ipsubnet", "index")
      guard let network = try subject(call)?.network.canonical else { return false }
      if query.isEmpty { return .string(network.text) }
      guard query.isPythonDigits else { return try rank(of: network, in: query) }
      guard let number = PythonNumbers.integer(query, base: 10) else {
        throw .refused("ipsubnet", "\(query.shown) is no number")
      }
      guard let length = number.int, length <= network.width else { return false }
      return network.hostBits == 0
        ? try supernet(of: network, length, index) : try subnet(of: network, length, index)
    },
    "ipmath": Filter(Parameters(["amount"])) { call throws(TemplateError) in
      let text = try call.value.specText()
      let address = text.utf8.contains(UInt8(ascii: "/")) ? Network(text)?.address : IPAddress(text)
      guard let address else { throw .refused("ipmath", "\(text.shown) is no IP address") }
      guard let amount = try call[0]?.specInteger("ipmath", "amount") else {
        throw .refused("ipmath", "it needs a number to add, as in ipmath(5)")
      }
      let sum = BigInt(address.number) + amount
      guard let number = sum.uint128, number >> UInt128(address.width) == 0 else {
        throw .refused("ipmath", "\(address.text) plus \(amount.text()) is outside the address space")
      }
      return .string(address.with(number).text)
    },
    "nthhost": Filter(Parameters(["query"])) { call throws(TemplateError) in
      let query = try call.specText(0)
      guard let network = try subject(call)?.network,
        let place = PythonNumbers.integer(query, base: 10), place < network.size
      else { return false }
      guard let address = network.address(at: place) else {
        throw .refused("nthhost", "\(network.text) has no address number \(place.text())")
      }
      return .string(address.text)
    },
    "next_nth_usable": Filter(Parameters(["offset"])) { call throws(TemplateError) in
      try usable(call, "next_nth_usable", sign: 1)
    },
    "previous_nth_usable": Filter(Parameters(["offset"])) { call throws(TemplateError) in
      try usable(call, "previous_nth_usable", sign: -1)
    },
  ]

  private static func subject(_ call: Call) throws(TemplateError) -> AddressSubject? {
    try AddressSubject(.string(try call.value.specText()), version: nil)
  }

  private static func usable(_ call: Call, _ filter: String, sign: Int) throws(TemplateError) -> Value {
    let offset = try call[0]?.specInteger(filter, "offset")
    guard let subject = try subject(call) else { return false }
    guard let offset else { throw .refused(filter, "it needs a whole number, as in \(filter)(2)") }
    return try UsableQueries.step(from: subject.network, by: offset * BigInt(sign), filter)
  }

  /// One of the networks around an address: `index` 0 is the widest, of the wanted length.
  private static func supernet(of network: Network, _ length: Int, _ index: BigInt?) throws(TemplateError)
    -> Value
  {
    let count = network.hostBits + network.length - length
    var place = 0
    if let index {
      guard let number = index.int, number >= length - network.width, number <= (network.width + 1) / 2 else {
        return false
      }
      place = number < 0 ? count + number : number
    }
    guard (0..<count).contains(place) else {
      throw .refused(
        "ipsubnet",
        "there is no network number \(index?.text() ?? "0") of /\(length) and longer around \(network.text)")
    }
    return .string(Network(network.address, length: length + place).canonical.text)
  }

  /// How many networks of a length a network has room for, or one of them.
  private static func subnet(of network: Network, _ length: Int, _ index: BigInt?) throws(TemplateError)
    -> Value
  {
    let bits = length - network.length
    guard let index else {
      guard bits >= 0 else {
        throw .refused("ipsubnet", "/\(length) is wider than \(network.text)")
      }
      return .string(count(bits).text())
    }
    // A wider network has one place, for itself: the collection calls it number 0.
    let places = bits >= 0 ? count(bits) : BigInt(1)
    let place = index.isNegative && bits >= 0 ? index + places : index
    guard !place.isNegative, place < places, let number = place.uint128 else { return false }
    let address = IPAddress.guessed(network.first + number << UInt128(network.width - length))
    guard length <= address.width else {
      throw .refused(
        "ipsubnet",
        "\(address.text) is taken for IPv4, where no /\(length) is: use ipaddr for networks around ::")
    }
    return .string("\(address.text)/\(length)")
  }

  private static func count(_ bits: Int) -> BigInt {
    bits == 128 ? BigInt(UInt128.max) + BigInt(1) : BigInt(UInt128(1) << UInt128(bits))
  }

  /// The place of a network among those of its length in a wider one, counted from 1.
  private static func rank(of network: Network, in text: String) throws(TemplateError) -> Value {
    guard let other = try AddressSubject(.string(text), version: nil) else {
      throw .refused("ipsubnet", "\(text.shown) is no address and no network")
    }
    let outer = other.network
    let shift = network.width - outer.length
    guard shift >= 0, network.number >> UInt128(shift) == outer.number >> UInt128(shift) else {
      throw .refused("ipsubnet", "\(network.text) is not in the network \(outer.canonical.text)")
    }
    let bits = network.length - outer.length
    guard bits >= 0 else {
      throw .refused("ipsubnet", "\(outer.text) is longer than \(network.text), which has no place in it")
    }
    let mask = bits == 128 ? UInt128.max : (UInt128(1) << UInt128(bits)) - 1
    return .string((BigInt(network.number >> UInt128(network.hostBits) & mask) + BigInt(1)).text())
  }
}
