import ChangeTicket
import ConfigTree
import Jinja
import OrderedJSON
import PlatformModel
import Secrets

/// Each line of a rendered configuration with the places of the templates that wrote it, keys left out everywhere.
struct Explanation {
  struct Piece {
    var place: SourceMap.Place
    var text: String
    var variables: [SourceMap.Variable]
    var steps: [SourceMap.Step]
    var origins: [SourceMap.Place]
  }

  struct Line {
    var number: Int
    /// As `render` shows it, without the line ending.
    var text: String
    /// Their texts, one after the other, are the line and its ending.
    var pieces: [Piece]
  }

  let lines: [Line]

  init(_ map: SourceMap, of hidden: HiddenParts, veil: Veil, comments: Comments) {
    let bytes = hidden.matched.document.bytes
    let edits = MaskedEdits(hidden, mask: veil.mask, comments: comments, sieve: veil.sieve)
    let cover = Cover(veil: veil, edits: edits)
    lines = map.lines(of: bytes).map { line in
      var text = edits.text(of: line.range)
      if text.last == 0x0A { text.removeLast() }
      return Line(
        number: line.number, text: veil.sieve.clean(String(decoding: text, as: UTF8.self)),
        pieces: line.pieces.map { cover.piece($0, steps: map.steps(to: $0)) })
    }
  }

  // MARK: JSON

  func json(site: String, platform: String) -> JSON {
    Report.document(
      "peerconf.explain/1",
      [
        "site": .string(site), "platform": .string(platform),
        "lines": .array(
          lines.map { line in
            [
              "line": JSON(line.number), "text": .string(line.text),
              "pieces": .array(line.pieces.map(Explanation.json)),
            ]
          }),
      ])
  }

  private static func json(_ piece: Piece) -> JSON {
    var object = json(piece.place)
    object["value"] = .string(piece.text)
    if !piece.variables.isEmpty { object["variables"] = json(piece.variables) }
    if !piece.origins.isEmpty { object["captured_from"] = .array(piece.origins.map { .object(json($0)) }) }
    if !piece.steps.isEmpty {
      object["way"] = .array(
        piece.steps.map { step in
          var object: JSONObject = ["kind": .string(step.kind.rawValue)]
          for member in json(step.place).members { object[member.name] = member.value }
          if !step.variables.isEmpty { object["variables"] = json(step.variables) }
          return .object(object)
        })
    }
    return .object(object)
  }

  /// `source` is `null` for the text of the template itself.
  private static func json(_ place: SourceMap.Place) -> JSONObject {
    [
      "template": .string(place.template), "line": JSON(place.line), "column": JSON(place.column),
      "source": JSON(place.source),
    ]
  }

  private static func json(_ variables: [SourceMap.Variable]) -> JSON {
    .array(
      variables.map { ["name": .string($0.name), "path": .string($0.path), "value": .string($0.value)] })
  }
}

/// Takes keys out of what a map says.
private struct Cover {
  let veil: Veil
  let edits: MaskedEdits

  func piece(_ piece: SourceMap.Piece, steps: [SourceMap.Step]) -> Explanation.Piece {
    let isHidden = edits.hides(piece.range)
    return Explanation.Piece(
      place: place(piece.place, isHidden), text: clean(edits.text(of: piece.range)),
      variables: piece.variables.map { variable($0, isHidden) },
      steps: steps.map { step in
        var step = step
        step.place = place(step.place, isHidden)
        step.variables = step.variables.map { variable($0, false) }
        return step
      },
      origins: piece.origins.map { place($0, isHidden) })
  }

  private func clean(_ bytes: [UInt8]) -> String {
    veil.sieve.clean(String(decoding: bytes, as: UTF8.self))
  }

  /// What a hidden piece was made of is hidden, whatever the template called it.
  private func variable(_ variable: SourceMap.Variable, _ isHidden: Bool) -> SourceMap.Variable {
    var variable = variable
    let value = Array(variable.value.utf8)
    if isHidden {
      variable.value = veil.mask.text(for: value[...])
    } else {
      for placeholder in SecretPlaceholder.all(in: value).reversed() {
        let text = veil.mask.text(for: value[placeholder.range])
        let shown = Array(variable.value.utf8)
        variable.value = String(
          decoding: shown[..<placeholder.range.lowerBound] + Array(text.utf8)
            + shown[placeholder.range.upperBound...], as: UTF8.self)
      }
      variable.value = veil.sieve.clean(variable.value)
    }
    variable.path = veil.sieve.clean(variable.path)
    return variable
  }

  /// A template may have a key as a literal of its own.
  private func place(_ place: SourceMap.Place, _ isHidden: Bool) -> SourceMap.Place {
    var place = place
    place.source = place.source.map { veil.sieve.clean(isHidden ? Cover.withoutLiterals($0) : $0) }
    return place
  }

  /// Everything from the first quote to the last left out.
  private static func withoutLiterals(_ source: String) -> String {
    guard let first = source.firstIndex(where: { $0 == "\"" || $0 == "'" }),
      let last = source.lastIndex(where: { $0 == "\"" || $0 == "'" })
    else { return source }
    return source[...first] + "…" + source[last...]
  }
}
