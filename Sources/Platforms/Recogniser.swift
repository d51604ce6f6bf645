package import Diagnostics
package import PlatformModel

/// Says which platform a file is of, by lines that only some platforms write.
package struct Recogniser: Sendable {
  private struct Mark: Sendable {
    var glob: TextGlob
    var platform: Int
    var weight: Int
    var notation: String?
  }

  private let ids: [String]
  private let marks: [Mark]
  /// Marks by the byte that a line begins with; those that any line may begin with are in every list.
  private let byFirstByte: [[Int]]

  /// Bytes of a file that are looked at; its kind shows long before.
  private static let sizeLimit = 4 << 20

  package init(_ summaries: [PlatformSummary]) {
    ids = summaries.map(\.id)
    let marks = summaries.enumerated().flatMap { index, summary in
      summary.recognition.evidence.map {
        Mark(glob: TextGlob($0.line), platform: index, weight: $0.weight, notation: $0.notation)
      }
    }
    var lists = Array(repeating: [Int](), count: 256)
    for (index, mark) in marks.enumerated() {
      if let byte = mark.glob.firstByte {
        lists[Int(byte)].append(index)
      } else {
        for byte in lists.indices { lists[byte].append(index) }
      }
    }
    self.marks = marks
    byFirstByte = lists
  }

  /// Stands for the notation that a platform writes, of which its other marks speak.
  private static let main = ""

  /// Scores a file; a mark counts once, however often it is there.
  package func recognise(_ bytes: [UInt8]) -> PlatformGuess {
    var seen = Array(repeating: false, count: marks.count)
    var position = bytes.startIndex
    let end = min(bytes.endIndex, Recogniser.sizeLimit)
    while position < end {
      let stop = bytes[position..<end].firstIndex(of: 0x0A) ?? end
      var line = bytes[position..<stop]
      while let last = line.last, last <= 0x20 { line.removeLast() }
      line = line.drop { $0 == 0x20 || $0 == 0x09 }
      look(line, &seen)
      if line.first == Recogniser.tag { lookInside(line, &seen) }
      position = stop + 1
    }
    var scores = Array(repeating: 0, count: ids.count)
    var notations = Array(repeating: [String: Int](), count: ids.count)
    for (index, mark) in marks.enumerated() where seen[index] {
      scores[mark.platform] += mark.weight
      notations[mark.platform][mark.notation ?? Recogniser.main, default: 0] += mark.weight
    }
    let candidates = ids.indices.filter { scores[$0] > 0 }.map { index in
      PlatformGuess.Candidate(
        id: ids[index], score: scores[index],
        notation: notations[index].filter { $0.value > 0 }.max { ($0.value, $1.key) < ($1.value, $0.key) }
          .flatMap { $0.key == Recogniser.main ? nil : $0.key })
    }
    return PlatformGuess(candidates: candidates.sorted { ($1.score, $0.id) < ($0.score, $1.id) })
  }
}

extension Recogniser {
  private static let tag = UInt8(ascii: "<")
  /// Elements of one line that are looked at.
  private static let elementLimit = 4096

  private func look(_ line: ArraySlice<UInt8>, _ seen: inout [Bool]) {
    guard let first = line.first else { return }
    let lower = first >= 0x41 && first <= 0x5A ? first | 0x20 : first
    for index in byFirstByte[Int(lower)] where !seen[index] && marks[index].glob.matches(line) {
      seen[index] = true
    }
  }

  /// An element behind another one is a line of its own: some programs write a whole document into one line.
  private func lookInside(_ line: ArraySlice<UInt8>, _ seen: inout [Bool]) {
    var start = line.startIndex
    var count = 0
    for position in line.indices.dropFirst() where line[position] == Recogniser.tag {
      guard line[position - 1] == UInt8(ascii: ">"), count < Recogniser.elementLimit else { continue }
      count += 1
      look(line[start..<position], &seen)
      start = position
    }
    if start > line.startIndex { look(line[start...], &seen) }
  }
}

/// Which platforms a file may be of.
package struct PlatformGuess: Sendable, Hashable {
  /// Platforms with a positive score, best first.
  package let candidates: [Candidate]

  package struct Candidate: Sendable, Hashable {
    package let id: String
    /// Sum of the weights of the marks that the file has.
    package let score: Int
    /// The notation that most marks speak for; `nil`: the platform's main one.
    package let notation: String?
  }

  /// The notation that speaks most for a platform; `nil`: its main one.
  package func notation(of id: String) -> String? { candidates.first { $0.id == id }?.notation }

  /// Least score of a platform that is told.
  private static let threshold = 4

  /// How far the best is ahead of the next.
  package var margin: Int {
    guard let best = candidates.first else { return 0 }
    return best.score - (candidates.dropFirst().first?.score ?? 0)
  }

  /// The platform, when there is no doubt: enough marks, and a third more than any other platform has.
  package var id: String? {
    guard let best = candidates.first, best.score >= PlatformGuess.threshold, margin * 3 >= best.score else {
      return nil
    }
    return best.id
  }

  /// The platform, or an error that names the candidates.
  package func resolved(source: String) throws(InputError) -> String {
    if let id { return id }
    let place = SourcePlace(source: source)
    let remedy = "Name it with --platform."
    guard !candidates.isEmpty else {
      throw InputError("the file looks like none of the known platforms", at: place, remedy: remedy)
    }
    let list = candidates.prefix(6).map { "\($0.id) (score \($0.score))" }.joined(separator: ", ")
    throw InputError("the file's platform is not clear; candidates: \(list)", at: place, remedy: remedy)
  }
}

extension Catalog {
  /// Scores a file against all platforms.
  package func recognise(_ bytes: [UInt8]) throws(InputError) -> PlatformGuess {
    Recogniser(try summaries()).recognise(bytes)
  }
}
