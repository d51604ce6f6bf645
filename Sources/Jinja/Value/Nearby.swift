/// Finds the name that was probably meant.
package enum Nearby {
  /// The candidate with the smallest edit distance, if it is close; the first of several.
  package static func name(to wanted: String, among candidates: some Sequence<String>) -> String? {
    let limit = wanted.utf8.count < 3 ? 0 : wanted.utf8.count < 6 ? 1 : 2
    guard limit > 0, wanted.utf8.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates.prefix(1000) where abs(candidate.utf8.count - wanted.utf8.count) <= limit {
      let distance = distance(Array(wanted.utf8), Array(candidate.utf8))
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let next = a == b ? diagonal : 1 + min(diagonal, row[j], row[j + 1])
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[right.count]
  }
}

extension Frame {
  /// A context variable whose name looks alike.
  func nearbyName(to name: String) -> String? {
    var scope: Scope? = context.parent
    while let current = scope {
      if let found = Nearby.name(to: name, among: current.values.keys.lazy.compactMap(\.text)) {
        return found
      }
      scope = current.parent
    }
    return nil
  }
}
