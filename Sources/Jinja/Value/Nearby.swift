import Diagnostics

/// Finds the name that was probably meant.
package enum Nearby {
  /// The candidate with the smallest edit distance, if it is close; the first of several.
  package static func name(to wanted: String, among candidates: some Sequence<String>) -> String? {
    let limit = wanted.utf8.count < 3 ? 0 : wanted.utf8.count < 6 ? 1 : 2
    guard limit > 0, wanted.utf8.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates.prefix(1000) where abs(candidate.utf8.count - wanted.utf8.count) <= limit {
      let distance = EditDistance.between(Array(wanted.utf8), Array(candidate.utf8))
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
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
