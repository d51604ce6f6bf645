import Diagnostics
package import OrderedJSON
package import PlatformModel
package import Secrets

extension TunnelReading {
  /// What stands for a key.
  package typealias Mask = (Secret) -> String

  /// The tunnels as the member `tunnels` of a document.
  package func json(mask: Mask) -> JSON { .array(tunnels.map { $0.json(mask: mask) }) }
}

extension Tunnel {
  fileprivate func json(mask: TunnelReading.Mask) -> JSON {
    var object: JSONObject = ["kind": .string(kind), "line": .number("\(place.line)")]
    if let address = place.address { object["address"] = .string(address) }
    var facts = JSONObject()
    for fact in TunnelFact.all where fact.group == nil {
      let values = self[fact: fact.name]
      if !values.isEmpty { facts[fact.name] = .array(values.map { $0.json(mask: mask) }) }
    }
    object["facts"] = .object(facts)
    for group in TunnelFact.Group.allCases {
      object[group.member] = .array(
        records(group).map { record in
          var members = JSONObject()
          if let name = record.name { members["name"] = .string(name) }
          for fact in TunnelFact.all where fact.group == group {
            let values = record.values.filter { $0.fact == fact.name }
            if !values.isEmpty { members[fact.name] = .array(values.map { $0.json(mask: mask) }) }
          }
          return .object(members)
        })
    }
    return .object(object)
  }
}

extension TunnelFact.Group {
  /// The name of the list of its records.
  package var member: String {
    switch self {
    case .ikeProposal: "ike-proposals"
    case .ipsecProposal: "ipsec-proposals"
    case .selector: "selectors"
    case .route: "routes"
    case .bgp: "bgp-neighbors"
    }
  }
}

extension TunnelValue {
  fileprivate func json(mask: TunnelReading.Mask) -> JSON {
    var object = JSONObject()
    if let key {
      object["tag"] = .string(mask(key.secret))
      object["encoding"] = .string(key.encoding?.rawValue ?? "clear")
    } else {
      object["values"] = .array(words.map { .string($0) })
      if let text { object["text"] = .string(text) }
      if isStandard { object["default"] = true }
    }
    object["line"] = .number("\(place.line)")
    if !isStandard { object["column"] = .number("\(place.column)") }
    if let address = place.address { object["address"] = .string(address) }
    return .object(object)
  }
}
