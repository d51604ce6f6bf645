package import Diagnostics
package import PlatformModel
package import Secrets

/// One tunnel of a device's file, in neutral words.
package struct Tunnel: Sendable {
  /// The anchor's word: how traffic gets into it.
  package let kind: String
  /// The line that means that there is a tunnel.
  package let place: SourcePlace
  /// In the order in which they were read.
  package internal(set) var values: [TunnelValue] = []

  init(kind: String, place: SourcePlace) {
    self.kind = kind
    self.place = place
  }

  /// The values of a fact.
  package subscript(fact fact: String) -> [TunnelValue] { values.filter { $0.fact == fact } }

  /// The neutral words of a fact, without repetition.
  package func words(_ fact: String) -> [String] {
    var words: [String] = []
    for value in self[fact: fact] {
      for word in value.words where !words.contains(word) { words.append(word) }
    }
    return words
  }

  /// The records of a group, each with the values that belong together, in order of the file.
  package func records(_ group: TunnelFact.Group) -> [Record] {
    var records: [Record] = []
    var places: [String: Int] = [:]
    let members = values.filter { TunnelFact.named($0.fact)?.group == group }
    let shared = Tunnel.lists(among: Set(members.map(\.group)))
    for value in members where !shared.contains(value.group) {
      if let place = places[value.group] {
        records[place].values.append(value)
      } else {
        places[value.group] = records.count
        records.append(Record(name: value.groupName, values: [value]))
      }
    }
    for index in records.indices {
      guard let own = records[index].values.first?.group else { continue }
      let said = Set(records[index].values.map(\.fact))
      records[index].values += members.filter {
        shared.contains($0.group) && own.hasPrefix($0.group + GroupName.mark) && !said.contains($0.fact)
      }
    }
    return records
  }

  /// Groups of which others are members: what is said once for a list holds for each in it.
  private static func lists(among groups: Set<String>) -> Set<String> {
    var lists: Set<String> = []
    for group in groups {
      var parts = group.split(separator: GroupName.mark).map(String.init)
      while parts.count > 1 {
        parts.removeLast()
        let outer = parts.joined(separator: GroupName.mark)
        if groups.contains(outer) { lists.insert(outer) }
      }
    }
    return lists
  }

  /// Values that belong together: a proposal, a route, a pair of networks.
  package struct Record: Sendable {
    /// What the file calls it; `nil` where it has no name.
    package let name: String?
    package fileprivate(set) var values: [TunnelValue]

    /// The neutral words of a fact in it.
    package func words(_ fact: String) -> [String] { values.filter { $0.fact == fact }.flatMap(\.words) }
  }
}

/// What one line says about a tunnel.
package struct TunnelValue: Sendable {
  /// The name of a ``TunnelFact``.
  package let fact: String
  /// Neutral words; empty: the text has no meaning that is known.
  package let words: [String]
  /// As it stands in the file; `nil` for a key, and for what is in force without a line.
  package let text: String?
  /// Of the fact `key` alone.
  package let key: Key?
  /// The line, or the section that lacks it.
  package let place: SourcePlace
  /// Whether it is in force because nothing else is written.
  package let isStandard: Bool
  /// Values of one record have the same.
  let group: String
  let groupName: String?

  /// A pre-shared key of the file.
  package struct Key: Sendable {
    package let secret: Secret
    /// How the file has encoded it; `nil`: not at all.
    package let encoding: KeyEncoding.Kind?
  }
}

/// How groups of values are named: the names that lead to them, from the outermost on.
enum GroupName {
  /// What stands between two names; no device file has it in one.
  static let mark = "\u{1F}"
}

/// All tunnels of a file.
package struct TunnelReading: Sendable {
  package internal(set) var tunnels: [Tunnel] = []
  /// What kept tunnels or values from being read.
  package internal(set) var findings: [Finding] = []
}
