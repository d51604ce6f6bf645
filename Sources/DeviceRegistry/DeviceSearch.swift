/// Finds rows of a registry by what people have at hand: some words, or what a device says about itself.
package struct DeviceSearch: Sendable {
  /// A row and the words that speak for it.
  package struct Match: Sendable, Hashable {
    package let device: DeviceName
    /// The row's words that the text has, in the order of the row.
    package let words: [String]
    /// The more, the better; of no meaning beyond the order.
    package let score: Int
  }

  private let words: Set<[UInt8]>
  /// The same, sorted, so that those that begin alike stand together.
  private let sorted: [[UInt8]]

  /// Longer texts are cut: what a device says about itself stands at the top.
  private static let sizeLimit = 1 << 20
  /// Shorter words are compared as a whole: a beginning of two letters says nothing.
  private static let prefixLength = 3

  /// Takes free text or the output of a device's version command.
  package init(_ text: [UInt8]) {
    words = Set(DeviceSearch.words(of: text.prefix(DeviceSearch.sizeLimit)))
    sorted = words.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The rows that the text speaks for, best first; of equal ones in the order of the names.
  package func matches(in devices: [DeviceName], limit: Int = 10) -> [Match] {
    devices.compactMap(match).sorted { left, right in
      left.score != right.score ? left.score > right.score : left.device < right.device
    }.prefix(limit).map(\.self)
  }

  private func match(_ device: DeviceName) -> Match? {
    var found: [String] = []
    var score = 0
    var isTold = false
    for (number, part) in device.parts.enumerated() {
      for word in DeviceSearch.words(of: Array(part.utf8)[...]) {
        let weight = weight(of: word)
        guard weight > 0 else { continue }
        score += weight * (number < 2 ? 1 : 2)
        // A letter alone is in many names.
        if word.count >= DeviceSearch.prefixLength
          || number >= 2 && word.contains(where: DeviceSearch.isDigit)
        {
          isTold = true
        }
        found.append(String(decoding: word, as: UTF8.self))
      }
    }
    return isTold ? Match(device: device, words: found, score: score) : nil
  }

  /// 4: the text has the word; 3: one begins with the other (`V300` and `V300R022C00`); 2: one of a series (`AR6000`, `AR6121`).
  private func weight(of word: [UInt8]) -> Int {
    if words.contains(word) { return 4 }
    guard word.count >= DeviceSearch.prefixLength else { return 0 }
    if hasWord(beginning: word[...]) || isBegun(word) { return 3 }
    let zeros = word.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    let series = word.dropLast(zeros)
    guard zeros >= 2, series.count >= DeviceSearch.prefixLength else { return 0 }
    return hasWord(beginning: series, length: word.count) ? 2 : 0
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether a word of the text begins so; `length`: and has as many letters.
  private func hasWord(beginning: ArraySlice<UInt8>, length: Int? = nil) -> Bool {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].lexicographicallyPrecedes(beginning) { low = middle + 1 } else { high = middle }
    }
    while low < sorted.count, sorted[low].starts(with: beginning) {
      if length == nil || length == sorted[low].count { return true }
      low += 1
    }
    return false
  }

  /// Whether a word of the text is a beginning of this one.
  private func isBegun(_ word: [UInt8]) -> Bool {
    guard word.count > DeviceSearch.prefixLength else { return false }
    return (DeviceSearch.prefixLength..<word.count).contains { words.contains(Array(word[..<$0])) }
  }

  /// Runs of letters and digits, in lower case; a mark between splits (`R-100`), and both the parts and the whole count.
  private static func words(of text: ArraySlice<UInt8>) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var whole: [UInt8] = []
    var part: [UInt8] = []
    var parts = 0
    func close() {
      if !part.isEmpty {
        words.append(part)
        parts += 1
      }
      part = []
    }
    for byte in text {
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lower &- 0x61 < 26 || isDigit(lower) || lower >= 0x80 {
        part.append(lower)
        whole.append(lower)
      } else if lower == UInt8(ascii: "-") || lower == UInt8(ascii: "_") {
        close()
        whole.append(lower)
      } else {
        close()
        if parts > 1 { words.append(whole) }
        whole = []
        parts = 0
      }
    }
    close()
    if parts > 1 { words.append(whole) }
    return words
  }
}
