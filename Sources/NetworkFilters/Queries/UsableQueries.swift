import IPAddressing
import Jinja

/// Queries about the addresses that hosts can have; they ask for a network.
enum UsableQueries {
  static let all: [String: AddressQuery.Answer] = [
    "first_usable": { subject throws(TemplateError) in
      shown(try network(of: subject, "first_usable").usable?.lowerBound)
    },
    "last_usable": { subject throws(TemplateError) in
      shown(try network(of: subject, "last_usable").usable?.upperBound)
    },
    "range_usable": { subject throws(TemplateError) in
      guard let usable = try network(of: subject, "range_usable").usable else { return .none }
      return .string(
        "\(IPAddress.guessed(usable.lowerBound).text)-\(IPAddress.guessed(usable.upperBound).text)")
    },
    "size_usable": { subject in
      let network = subject.network
      switch network.hostBits {
      case 0: return 0
      case 1: return 2
      default: return Value(network.size - BigInt(2))
      }
    },
    "next_usable": { subject throws(TemplateError) in
      try step(from: try network(of: subject, "next_usable"), by: BigInt(1), "next_usable")
    },
    "previous_usable": { subject throws(TemplateError) in
      try step(from: try network(of: subject, "previous_usable"), by: BigInt(-1), "previous_usable")
    },
    "peer": { subject throws(TemplateError) in
      let network = try network(of: subject, "peer")
      switch network.hostBits {
      case 1: return .string(IPAddress.guessed(network.number ^ 1).text)
      case 2 where network.isAtStart:
        throw .refused("peer", "\(network.text) is the address of the network itself, which has no peer")
      case 2 where network.number == network.last:
        throw .refused("peer", "\(network.text) is the broadcast address, which has no peer")
      case 2: return .string(IPAddress.guessed(network.number ^ 3).text)
      default:
        throw .refused("peer", "\(network.text) is no point-to-point network: it needs two or four addresses")
      }
    },
  ]

  /// The address so many further on, if a host can have it; `none` if not.
  ///
  /// - Throws: where the address space ends.
  static func step(from network: Network, by count: BigInt, _ filter: String) throws(TemplateError) -> Value {
    guard let usable = network.usable else { return .none }
    guard let number = (BigInt(network.number) + count).uint128 else {
      throw .refused(filter, "there is no address so far from \(network.address.text)")
    }
    return usable.contains(number) ? shown(number) : .none
  }

  private static func shown(_ number: UInt128?) -> Value {
    number.map { .string(IPAddress.guessed($0).text) } ?? .none
  }

  private static func network(of subject: AddressSubject, _ query: String) throws(TemplateError) -> Network {
    guard subject.isNetwork else {
      throw .refused(
        query, "\(subject.network.address.text) is no network: write it with its length, as in 10.0.0.1/24")
    }
    return subject.network
  }
}
