extension MatchedDocument {
  /// The command that removes a statement: its rule's own spelling, else the negation and the line; a negated
  /// statement is removed by the statement without its negation.
  ///
  /// `nil`: the device cannot remove it.
  package func removal(of node: Int) -> ConfigLine? {
    let line = line(of: node)
    let negation = Array(grammar.negation.utf8) + [0x20]
    if isNegated(node) {
      let first = line.runnable.firstIndex(where: Words.isBlank) ?? line.runnable.count
      let start = line.runnable[first...].firstIndex { !Words.isBlank($0) } ?? line.runnable.count
      return line.dropping(start)
    }
    guard let rule = rule(of: node) else { return line.prefixed(negation) }
    switch rule.statement.removal {
    case .impossible: return nil
    case .negated:
      return (grammar.removesByIdentity ? rule.identifying(line, grammar) : line)
        .prefixed(negation)
    case .line:
      guard let text = rule.removal?.line({ capture(slot: $0, of: node) }) else {
        return line.prefixed(negation)
      }
      return ConfigLine(text, secrets: rule.secretRanges(in: text) { capture(slot: $0, of: node) })
    }
  }
}

extension Grammar {
  /// The command that removes a statement with this line; see ``MatchedDocument/removal(of:)``.
  package func removal(of match: LineMatch) -> ConfigLine? {
    let rule = match.rule.map { rules[$0] }
    let line = ConfigLine(
      match.text, secrets: rule?.secretRanges(in: match.text) { match.captures[$0]?[...] } ?? [])
    let negation = Array(negation.utf8) + [0x20]
    if match.isNegated { return line.dropping(min(negation.count, line.runnable.count)) }
    guard let rule else { return line.prefixed(negation) }
    switch rule.statement.removal {
    case .impossible: return nil
    case .negated:
      return (removesByIdentity ? rule.identifying(line, self) : line).prefixed(negation)
    case .line:
      guard let text = rule.removal?.line({ match.captures[$0]?[...] }) else {
        return line.prefixed(negation)
      }
      return ConfigLine(text, secrets: rule.secretRanges(in: text) { match.captures[$0]?[...] })
    }
  }
}

extension GrammarRule {
  /// The line up to the last word that identifies the statement.
  fileprivate func identifying(_ line: ConfigLine, _ grammar: Grammar) -> ConfigLine {
    let text = identifying(line.runnable, grammar)
    return ConfigLine(text, secrets: line.secrets.filter { $0.upperBound <= text.count })
  }

  /// The same of a text.
  package func identifying(_ line: [UInt8], _ grammar: Grammar) -> [UInt8] {
    guard let elements = statement.pattern.truncated, elements.allSatisfy(\.isOneWord) else { return line }
    let words = Words.split(line, quotes: grammar.quotes, quote: grammar.quote)
    guard words.indices.contains(elements.count - 1) else { return line }
    return Array(line[..<words[elements.count - 1].endIndex])
  }

  /// Where the keys of a statement stand in a line that was made of its captures.
  func secretRanges(in line: [UInt8], _ capture: (Int) -> ArraySlice<UInt8>?) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for slot in secretSlots {
      guard let secret = capture(slot), !secret.isEmpty, line.count >= secret.count else { continue }
      for start in 0...(line.count - secret.count) where line[start..<start + secret.count] == secret {
        if ranges.last.map({ $0.upperBound <= start }) ?? true { ranges.append(start..<start + secret.count) }
      }
    }
    return ranges.sorted { $0.lowerBound < $1.lowerBound }
  }
}

extension ConfigLine {
  /// The line with bytes in front of it.
  package func prefixed(_ bytes: [UInt8]) -> ConfigLine {
    ConfigLine(
      bytes + runnable, secrets: secrets.map { $0.lowerBound + bytes.count..<$0.upperBound + bytes.count })
  }

  /// The line without its first bytes.
  package func dropping(_ count: Int) -> ConfigLine {
    ConfigLine(
      Array(runnable.dropFirst(count)),
      secrets: secrets.filter { $0.lowerBound >= count }
        .map { $0.lowerBound - count..<$0.upperBound - count })
  }
}
