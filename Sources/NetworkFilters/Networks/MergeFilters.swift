import IPAddressing
import Jinja

/// `cidr_merge`: the fewest networks that hold the same addresses, or the one that spans them.
enum MergeFilters {
  static let all: [String: Filter] = [
    "cidr_merge": Filter(Parameters(["action"])) { call throws(TemplateError) in
      let action = try call.specText(0, default: "merge")
      let texts = try call.value.specTexts("cidr_merge", in: call.run)
      guard action == "merge" || action == "span" else {
        throw .refused("cidr_merge", "'action' must be 'merge' or 'span', not \(action.shown)")
      }
      try call.run.count(iterations: texts.count)
      var networks: [Network] = []
      for text in texts {
        guard let network = Network(text) else {
          throw .refused("cidr_merge", "\(text.shown) is no address and no network")
        }
        networks.append(network)
      }
      if action == "merge" { return Value(merge(networks).map { .string($0.text) }) }
      guard let first = networks.first else { return .none }
      return .string(networks.count == 1 ? first.text : try span(first, networks.dropFirst()).text)
    }
  ]

  /// Addresses from one to another; `original` until it was merged with others.
  private struct Stretch {
    var version: Int
    var first: UInt128
    var last: UInt128
    var original: Network?
    var address: IPAddress
  }

  /// Networks that touch no other one stay as they are written, with bits right of their length.
  static func merge(_ networks: [Network]) -> [Network] {
    let stretches = networks.map {
      Stretch(version: $0.version, first: $0.first, last: $0.last, original: $0, address: $0.address)
    }
    let sorted = stretches.enumerated().sorted { left, right in
      (left.element.version, left.element.last, left.element.first, left.offset)
        < (right.element.version, right.element.last, right.element.first, right.offset)
    }
    // From the highest end down, so that a wide network swallows all that end before it.
    var merged: [Stretch] = []
    for var stretch in sorted.reversed().map(\.element) {
      if let above = merged.last, above.version == stretch.version,
        above.first == 0 || above.first - 1 <= stretch.last
      {
        stretch.first = min(above.first, stretch.first)
        stretch.last = above.last
        stretch.original = nil
        merged[merged.count - 1] = stretch
      } else {
        merged.append(stretch)
      }
    }
    return merged.reversed().flatMap { stretch in stretch.original.map { [$0] } ?? blocks(stretch) }
  }

  /// The fewest networks that make up a stretch, lowest first.
  private static func blocks(_ stretch: Stretch) -> [Network] {
    var blocks: [Network] = []
    let width = stretch.address.width
    var start = stretch.first
    while true {
      let rest = stretch.last - start
      // The largest block that begins here and does not end too late.
      let fitting = rest == .max ? 128 : 127 - (rest + 1).leadingZeroBitCount
      let bits = min(start.trailingZeroBitCount, fitting, width)
      let address = stretch.address.with(start)
      blocks.append(Network(address, length: width - bits))
      let end = start | (bits == 128 ? .max : (1 << UInt128(bits)) - 1)
      if end >= stretch.last { return blocks }
      start = end + 1
    }
  }

  /// The network that reaches from the lowest network to the end of the highest, as netaddr computes it.
  ///
  /// It is a bit wider than needed where all have the same end: two times 10.0.0.0/24 give 10.0.0.0/23.
  private static func span(_ first: Network, _ others: some Sequence<Network>) throws(TemplateError)
    -> Network
  {
    var (lowest, highest) = (first, first)
    for network in others {
      if key(network) < key(lowest) { lowest = network }
      if key(network) > key(highest) { highest = network }
    }
    guard lowest.version == highest.version else {
      throw .refused("cidr_merge", "IPv4 and IPv6 have no network in common: \(lowest.text), \(highest.text)")
    }
    var number = highest.last
    var length = highest.length
    while length > 0, number > lowest.first {
      length -= 1
      number = Network(highest.address.with(number), length: length).first
    }
    return Network(highest.address.with(number), length: length)
  }

  private static func key(_ network: Network) -> (Int, UInt128, Int, UInt128) {
    (network.version, network.first, network.length, network.number - network.first)
  }
}
