import IPAddressing
import Jinja

/// The collection's filters that compare a network with others.
///
/// They compare numbers alone, as the originals do: families are not told apart, and what is no address counts as
/// the number 0.
enum MembershipFilters {
  static let all: [String: Filter] = [
    "network_in_network": Filter(Parameters(["test"])) { call throws(TemplateError) in
      let outer = all(of: try network(try call.value.specText()))
      return .bool(isWithin(outer, all(of: try network(try call.specText(0)))))
    },
    "network_in_usable": Filter(Parameters(["test"])) { call throws(TemplateError) in
      let outer = usable(of: try network(try call.value.specText()))
      return .bool(isWithin(outer, all(of: try network(try call.specText(0)))))
    },
    "reduce_on_network": Filter(Parameters(["network"])) { call throws(TemplateError) in
      let outer = all(of: try network(try call.specText(0)))
      var kept: [Value] = []
      for text in try call.value.specTexts("reduce_on_network", in: call.run)
      where isWithin(outer, all(of: try network(text))) {
        kept.append(.string(text))
      }
      return Value(kept)
    },
  ]

  private typealias Ends = (first: UInt128, last: UInt128)

  private static func network(_ text: String) throws(TemplateError) -> Network? {
    try AddressSubject(.string(text), version: nil)?.network.canonical
  }

  /// A point-to-point network counts as its first address, since it has no broadcast address.
  private static func all(of network: Network?) -> Ends {
    guard let network else { return (0, 0) }
    return (network.first, network.hostBits >= 2 ? network.last : network.first)
  }

  private static func usable(of network: Network?) -> Ends {
    guard let network else { return (0, 0) }
    return network.usable.map { ($0.lowerBound, $0.upperBound) } ?? (network.first, network.first)
  }

  private static func isWithin(_ outer: Ends, _ inner: Ends) -> Bool {
    outer.first <= inner.first && inner.first <= outer.last && outer.first <= inner.last
      && inner.last <= outer.last
  }
}
