/// A shortest edit script between two lists of lines: Myers' algorithm in linear space.
///
/// E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986. Where two parts differ by more than
/// ``limit`` lines, they are taken as replaced whole, so that time stays bounded.
struct LineScript {
  /// Old lines that go and new ones that come in their place.
  struct Edit: Hashable {
    var old: Range<Int>
    var new: Range<Int>
  }

  private static let limit = 3_000
  private let old: [Int]
  private let new: [Int]
  private var isOldKept: [Bool]
  private var isNewKept: [Bool]

  init(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    self.old = old.map(number)
    self.new = new.map(number)
    isOldKept = Array(repeating: false, count: old.count)
    isNewKept = Array(repeating: false, count: new.count)
  }

  mutating func edits() -> [Edit] {
    var parts = [(old: 0..<old.count, new: 0..<new.count)]
    while var part = parts.popLast() {
      trim(&part.old, &part.new)
      guard !part.old.isEmpty, !part.new.isEmpty, let (x, y, length) = middle(part.old, part.new) else {
        continue
      }
      keep(x, y, length)
      parts.append((part.old.lowerBound..<x, part.new.lowerBound..<y))
      parts.append((x + length..<part.old.upperBound, y + length..<part.new.upperBound))
    }
    return collect()
  }

  private mutating func keep(_ x: Int, _ y: Int, _ length: Int) {
    for offset in 0..<length {
      isOldKept[x + offset] = true
      isNewKept[y + offset] = true
    }
  }

  /// Takes equal lines off both ends.
  private mutating func trim(_ left: inout Range<Int>, _ right: inout Range<Int>) {
    var head = 0
    while head < min(left.count, right.count), old[left.lowerBound + head] == new[right.lowerBound + head] {
      head += 1
    }
    keep(left.lowerBound, right.lowerBound, head)
    left = left.lowerBound + head..<left.upperBound
    right = right.lowerBound + head..<right.upperBound
    var tail = 0
    while tail < min(left.count, right.count),
      old[left.upperBound - 1 - tail] == new[right.upperBound - 1 - tail]
    {
      tail += 1
    }
    keep(left.upperBound - tail, right.upperBound - tail, tail)
    left = left.lowerBound..<left.upperBound - tail
    right = right.lowerBound..<right.upperBound - tail
  }

  /// The middle snake: a run of equal lines on a shortest path; `nil` when there is no equal line or it is too far.
  private func middle(_ left: Range<Int>, _ right: Range<Int>) -> (Int, Int, Int)? {
    let n = left.count
    let m = right.count
    let delta = n - m
    let reach = min((n + m + 1) / 2, LineScript.limit)
    let size = 2 * reach + 3
    var forward = Array(repeating: 0, count: size)
    var backward = Array(repeating: 0, count: size)
    func place(_ k: Int) -> Int { k + reach + 1 }
    for d in 0...reach {
      for k in stride(from: -d, through: d, by: 2) {
        var x =
          k == -d || k != d && forward[place(k - 1)] < forward[place(k + 1)]
          ? forward[place(k + 1)] : forward[place(k - 1)] + 1
        let start = x
        while x < n, x - k < m, x - k >= 0, old[left.lowerBound + x] == new[right.lowerBound + x - k] {
          x += 1
        }
        forward[place(k)] = x
        let other = delta - k
        if delta % 2 != 0, abs(other) <= d - 1, x + backward[place(other)] >= n {
          return snake(left, right, start, start - k, x - start)
        }
      }
      for k in stride(from: -d, through: d, by: 2) {
        var x =
          k == -d || k != d && backward[place(k - 1)] < backward[place(k + 1)]
          ? backward[place(k + 1)] : backward[place(k - 1)] + 1
        let start = x
        while x < n, x - k < m, x - k >= 0,
          old[left.upperBound - 1 - x] == new[right.upperBound - 1 - x + k]
        {
          x += 1
        }
        backward[place(k)] = x
        let other = delta - k
        if delta % 2 == 0, abs(other) <= d, x + forward[place(other)] >= n {
          return snake(left, right, n - x, m - (x - k), x - start)
        }
      }
    }
    return nil
  }

  private func snake(
    _ left: Range<Int>, _ right: Range<Int>, _ x: Int, _ y: Int, _ length: Int
  ) -> (Int, Int, Int)? {
    // A path may run past the edge of the grid; such a point splits nothing.
    guard x >= 0, y >= 0, x + length <= left.count, y + length <= right.count else { return nil }
    // A split that leaves one part as large as the whole would go on for ever.
    let isCorner = length == 0 && (x == 0 && y == 0 || x == left.count && y == right.count)
    return isCorner ? nil : (left.lowerBound + x, right.lowerBound + y, length)
  }

  private func collect() -> [Edit] {
    var edits: [Edit] = []
    var x = 0
    var y = 0
    while x < old.count || y < new.count {
      if x < old.count, y < new.count, isOldKept[x], isNewKept[y] {
        x += 1
        y += 1
        continue
      }
      let oldStart = x
      let newStart = y
      while x < old.count, !isOldKept[x] { x += 1 }
      while y < new.count, !isNewKept[y] { y += 1 }
      edits.append(Edit(old: oldStart..<x, new: newStart..<y))
    }
    return edits
  }
}
