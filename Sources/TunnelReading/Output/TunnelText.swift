import Diagnostics
import PlatformModel

extension TunnelReading {
  /// The tunnels for people: a heading each, then a line for each fact.
  package func text(mask: Mask) -> String {
    tunnels.map { $0.text(mask: mask) }.joined(separator: "\n")
  }
}

extension Tunnel {
  fileprivate func text(mask: TunnelReading.Mask) -> String {
    var lines: [String] = []
    let name = words("interface").first ?? words("peer-address").first ?? "tunnel"
    lines.append("\(name) (\(kind), line \(place.line))")
    for fact in TunnelFact.all where fact.group == nil && fact.name != "interface" {
      let values = self[fact: fact.name]
      if !values.isEmpty { lines.append(line(fact.name, values, mask: mask)) }
    }
    for group in TunnelFact.Group.allCases {
      for record in records(group) {
        let title = record.name.map { "\(group.rawValue) \($0)" } ?? group.rawValue
        // A record of one fact needs no second name.
        let facts = TunnelFact.all.filter { $0.group == group }
        let texts = facts.compactMap { fact -> String? in
          let values = record.values.filter { $0.fact == fact.name }
          guard !values.isEmpty else { return nil }
          let text = values.map { $0.shown(mask: mask) }.joined(separator: ", ")
          return fact.name == group.rawValue ? text : "\(fact.shortName) \(text)"
        }
        lines.append(Tunnel.row(title, texts.joined(separator: "  "), record.values))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func line(_ fact: String, _ values: [TunnelValue], mask: TunnelReading.Mask) -> String {
    var texts: [String] = []
    for text in values.map({ $0.shown(mask: mask) }) where !texts.contains(text) { texts.append(text) }
    return Tunnel.row(fact, texts.joined(separator: ", "), values)
  }

  private static func row(_ title: String, _ text: String, _ values: [TunnelValue]) -> String {
    let numbers = values.map(\.place.line)
    let first = numbers.min().map(String.init) ?? ""
    let place = numbers.min() == numbers.max() ? "line \(first)" : "lines \(first)-\(numbers.max() ?? 0)"
    let padded = title.count < 24 ? title + String(repeating: " ", count: 24 - title.count) : title
    return "  \(padded) \(text)  (\(place))"
  }
}

extension TunnelFact {
  /// The name without that of its group, where it begins so.
  fileprivate var shortName: String {
    for prefix in ["ike-", "ipsec-", "selector-", "route-", "bgp-"] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }
}

extension TunnelValue {
  /// The meaning; where the text has none that is known, the text with a question mark.
  fileprivate func shown(mask: TunnelReading.Mask) -> String {
    if let key { return mask(key.secret) + (key.encoding.map { " \($0.rawValue)" } ?? "") }
    let text = words.isEmpty ? "\(text ?? "")?" : words.joined(separator: ", ")
    return isStandard ? "\(text) by default" : text
  }
}
