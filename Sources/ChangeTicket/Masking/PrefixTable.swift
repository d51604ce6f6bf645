/// Finds the longest of many byte strings that a text begins with, by binary search: a file full of keys costs
/// a few comparisons at each place, not one for every key.
struct PrefixTable: Sendable {
  /// All strings, one after another.
  private let pool: [UInt8]
  private let ranges: [Range<Int>]
  /// For each string the longest other one that it begins with, or -1.
  private let parents: [Int]
  /// Strings by their first byte.
  private let byFirst: [Range<Int>]

  /// Takes distinct strings in lexicographic order, none of them empty.
  init(sorted strings: [[UInt8]]) {
    var pool: [UInt8] = []
    var ranges: [Range<Int>] = []
    var parents: [Int] = []
    var byFirst = Array(repeating: 0..<0, count: 256)
    var open: [Int] = []
    for (index, string) in strings.enumerated() {
      while let last = open.last, !string.starts(with: strings[last]) { open.removeLast() }
      parents.append(open.last ?? -1)
      open.append(index)
      ranges.append(pool.count..<pool.count + string.count)
      pool += string
      let first = Int(string[0])
      byFirst[first] = (byFirst[first].isEmpty ? index : byFirst[first].lowerBound)..<index + 1
    }
    self.pool = pool
    self.ranges = ranges
    self.parents = parents
    self.byFirst = byFirst
  }

  var isEmpty: Bool { ranges.isEmpty }

  func length(of string: Int) -> Int { ranges[string].count }

  /// The longest string that the text has at a position.
  @inline(__always) func longestPrefix(of text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
    let candidates = byFirst[Int(text[position])]
    return candidates.isEmpty ? nil : search(candidates, text, position)
  }

  /// What begins like the text stands before it in the order, and so does everything that begins like that: the
  /// last string before the text, or one of those that it begins with, is the one.
  private func search(_ candidates: Range<Int>, _ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int? {
    var low = candidates.lowerBound
    var high = candidates.upperBound
    while low < high {
      let middle = (low + high) / 2
      switch compare(middle, text, position) {
      case .after: high = middle
      case .before, .prefix: low = middle + 1
      }
    }
    var candidate = low - 1
    while candidate >= candidates.lowerBound {
      if case .prefix = compare(candidate, text, position) { return candidate }
      candidate = parents[candidate]
    }
    return nil
  }

  private enum Order { case before, prefix, after }

  private func compare(_ string: Int, _ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Order {
    let range = ranges[string]
    let count = min(range.count, text.count - position)
    for offset in 0..<count {
      let byte = pool[range.lowerBound + offset]
      let other = text[position + offset]
      if byte != other { return byte < other ? .before : .after }
    }
    return count == range.count ? .prefix : .after
  }
}
