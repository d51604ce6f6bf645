/// Finds all words of a list in a text in one pass, whatever their number: the automaton of Aho and Corasick, as one
/// table.
///
/// ASCII letters match in either case. A line ending is found as well, so that nothing else has to look for it.
struct WordAutomaton: Sendable {
  /// Next state by state and class of the byte; states are numbers with room for a class in their low bits.
  let next: [UInt32]
  /// Class of each byte.
  let classes: [UInt8]
  /// States from here on have found something; the first of them stands behind a line ending.
  let firstHit: UInt32
  /// Words that a state has found, by its distance from ``firstHit``.
  private let found: [Range<Int32>]
  private let words: [UInt16]
  /// Bits by which a state is moved to make room for a class.
  let shift: UInt32

  /// Longer words are cut: what begins like them is looked at and then refused.
  static let lengthLimit = 20

  init(_ list: [[UInt8]]) {
    let list = list.map { $0.prefix(WordAutomaton.lengthLimit).map(SecretBytes.lower) }
    var classes = [UInt8](repeating: 0, count: 256)
    classes[0x0A] = 1
    var count: UInt8 = 2
    for byte in Set(list.joined()).sorted() where classes[Int(byte)] == 0 && count < 255 {
      classes[Int(byte)] = count
      count += 1
    }
    for byte in UInt8(0x41)...0x5A { classes[Int(byte)] = classes[Int(byte | 0x20)] }
    let trie = Trie(list, classes: classes, width: Int(count))
    self.classes = classes
    // States without finds come first, so that one comparison tells.
    var order: [Int] = []
    var hits: [Int] = [Trie.lineEnd]
    for state in trie.states.indices where state != Trie.lineEnd {
      if trie.states[state].words.isEmpty { order.append(state) } else { hits.append(state) }
    }
    let firstHit = order.count
    order += hits
    var place = [UInt32](repeating: 0, count: order.count)
    for (index, state) in order.enumerated() { place[state] = UInt32(index) }
    var shift: UInt32 = 1
    while 1 << shift < Int(count) { shift += 1 }
    self.shift = shift
    self.firstHit = UInt32(firstHit) << shift
    var next = [UInt32](repeating: 0, count: order.count << Int(shift))
    for (index, state) in order.enumerated() {
      for byteClass in 0..<Int(count) {
        next[index << Int(shift) | byteClass] = place[trie.states[state].next[byteClass]] << shift
      }
    }
    self.next = next
    var found: [Range<Int32>] = []
    var words: [UInt16] = []
    for state in hits {
      let start = Int32(words.count)
      words += trie.states[state].words.map { UInt16(truncatingIfNeeded: $0) }
      found.append(start..<Int32(words.count))
    }
    self.found = found
    self.words = words
  }

  /// The tables while a text is gone over: no references are counted on the way.
  struct Reader {
    let next: UnsafeBufferPointer<UInt32>
    let classes: UnsafeBufferPointer<UInt8>
    let firstHit: UInt32
    fileprivate let shift: UInt32
    fileprivate let found: UnsafeBufferPointer<Range<Int32>>
    fileprivate let words: UnsafeBufferPointer<UInt16>

    /// The words, by their place in the list, that end where a state is reached.
    @inline(__always) func words(of state: UInt32) -> Slice<UnsafeBufferPointer<UInt16>> {
      let range = found[Int((state - firstHit) >> shift)]
      return words[Int(range.lowerBound)..<Int(range.upperBound)]
    }
  }

  /// Gives a reader that is good as long as the body runs.
  func withReader<Result>(_ body: (Reader) -> Result) -> Result {
    next.withUnsafeBufferPointer { next in
      classes.withUnsafeBufferPointer { classes in
        found.withUnsafeBufferPointer { found in
          words.withUnsafeBufferPointer { words in
            body(
              Reader(
                next: next, classes: classes, firstHit: firstHit, shift: shift, found: found, words: words))
          }
        }
      }
    }
  }
}

/// The automaton while it is built.
private struct Trie {
  struct State {
    var next: [Int]
    var words: [Int] = []
  }

  static let root = 0
  static let lineEnd = 1
  private(set) var states: [State]

  init(_ list: [[UInt8]], classes: [UInt8], width: Int) {
    let none = State(next: Array(repeating: -1, count: width))
    states = [none, none]
    for (word, bytes) in list.enumerated() where !bytes.isEmpty {
      var state = Trie.root
      for byte in bytes {
        let byteClass = Int(classes[Int(byte)])
        if states[state].next[byteClass] < 0 {
          states[state].next[byteClass] = states.count
          states.append(none)
        }
        state = states[state].next[byteClass]
      }
      states[state].words.append(word)
    }
    link(width: width)
  }

  /// Fills in where to go on when no word goes on: to the longest beginning of a word that ends here.
  private mutating func link(width: Int) {
    var fallback = [Int](repeating: Trie.root, count: states.count)
    var queue: [Int] = []
    for byteClass in 0..<width {
      let state = states[Trie.root].next[byteClass]
      if state < 0 {
        states[Trie.root].next[byteClass] = byteClass == 1 ? Trie.lineEnd : Trie.root
      } else {
        queue.append(state)
      }
    }
    states[Trie.lineEnd].next = states[Trie.root].next
    var position = 0
    while position < queue.count {
      let state = queue[position]
      position += 1
      states[state].words += states[fallback[state]].words
      for byteClass in 0..<width {
        let behind = states[fallback[state]].next[byteClass]
        let child = states[state].next[byteClass]
        if child < 0 {
          states[state].next[byteClass] = behind
        } else {
          fallback[child] = behind
          queue.append(child)
        }
      }
    }
  }
}
