/// How far apart two words are, for "did you mean".
package enum EditDistance {
  /// Levenshtein's distance: the fewest insertions, removals and replacements of one byte.
  ///
  /// Time is the product of the lengths, so callers cut what they are given.
  package static func between(_ left: [UInt8], _ right: [UInt8]) -> Int {
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
