import ConfigTree

/// The lines of a device's file that a fragment speaks for, and those in sections that belong to it.
struct Mentions {
  private(set) var nodes: Set<Int> = []

  private struct Path: Hashable {
    let parent: Int
    let rule: Int
    let identity: ArraySlice<UInt8>
  }

  init(of intended: MatchedDocument, in running: MatchedDocument) {
    var ids: [Path: Int] = [:]
    var places: [Int] = []
    for node in intended.document.nodes.indices {
      let path = Mentions.path(node, of: intended, places)
      places.append(ids[path, default: ids.count])
      if intended.document.nodes[node].isConfiguration { ids[path] = places[node] }
    }
    places = []
    for node in running.document.nodes.indices {
      let parent = running.document.nodes[node].parent
      let place = ids[Mentions.path(node, of: running, places)]
      places.append(place ?? -2)
      let isInside = parent.map { nodes.contains($0) && running.rule(of: $0)?.statement.section == .owned }
      if place != nil || isInside == true { nodes.insert(node) }
    }
  }

  private static func path(_ node: Int, of matched: MatchedDocument, _ places: [Int]) -> Path {
    Path(
      parent: matched.document.nodes[node].parent.map { places[$0] } ?? -1,
      rule: matched.ruleIndex(of: node) ?? -1, identity: matched.identity(of: node))
  }
}
