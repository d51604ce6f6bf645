import Diagnostics

/// Collects what is wrong with a data file while it is decoded.
final class DecodingLog {
  private(set) var findings: [Finding] = []
  /// More would not be read by anybody.
  private static let limit = 200

  var hasErrors: Bool { !findings.isEmpty }

  func error(_ message: String, at place: SourcePlace, remedy: String? = nil) {
    guard findings.count < DecodingLog.limit else { return }
    findings.append(
      Finding(rule: "platform-file", severity: .error, place: place, message: message, remedy: remedy))
  }

  /// Says that a word is none of those that may stand there, and which one was probably meant.
  func unknown(_ what: String, _ word: String, of known: [String], at place: SourcePlace) {
    let near = NearMiss.best(for: word, among: known)
    let list = known.count <= 24 ? "Known: \(known.joined(separator: ", "))." : nil
    error(
      "unknown \(what) \"\(NearMiss.shown(word))\"", at: place,
      remedy: near.map { "Did you mean \"\($0)\"?" } ?? list)
  }
}

/// Finds the word that was probably meant.
enum NearMiss {
  /// The known word with the fewest edits, when that is at most a third of its length.
  static func best(for word: String, among known: [String]) -> String? {
    let wanted = Array(word.lowercased().utf8.prefix(64))
    var best: (distance: Int, word: String)?
    for candidate in known {
      let distance = EditDistance.between(wanted, Array(candidate.lowercased().utf8.prefix(64)))
      if distance <= max(1, candidate.utf8.count / 3), distance < best?.distance ?? .max {
        best = (distance, candidate)
      }
    }
    return best?.word
  }

  /// A foreign text in a message: short and without control characters.
  static func shown(_ text: String) -> String {
    let safe = text.unicodeScalars.prefix(60).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }
    var result = ""
    result.unicodeScalars.append(contentsOf: safe)
    return text.unicodeScalars.count > 60 ? result + "…" : result
  }
}
