import ConfigTree
import PlatformModel
import Secrets

/// A pre-shared key of a file: where it stands and what may be said about it.
struct KeyedLine: Sendable {
  let node: Int
  /// `nil`: the device has encoded it, or its reference is not at hand.
  let facts: KeyFacts?
}

extension ValidationContext {
  /// The pre-shared keys of IKE peers, placeholders followed, encoded ones without facts.
  func keyedLines() -> [KeyedLine] {
    let peerBlocks = Set(facts[FactName.peerAddress].map(\.block))
    return document.nodes.indices.flatMap { node -> [KeyedLine] in
      guard let rule = matched.ruleIndex(of: node), !traits.secretSlots[rule].isEmpty,
        peerBlocks.contains(facts.blocks[node]), !matched.isNegated(node)
      else { return [] }
      return traits.secretSlots[rule].compactMap { slot in
        matched.capture(slot: slot, of: node).map { KeyedLine(node: node, facts: keyFacts($0, of: node)) }
      }
    }
  }

  private func keyFacts(_ written: ArraySlice<UInt8>, of node: Int) -> KeyFacts? {
    let key = matched.grammar.quotes ? Words.bare(written) : written
    if let placeholder = SecretPlaceholder.all(in: key).first, placeholder.range.count == key.count {
      return input.keyFacts(placeholder.reference)
    }
    let isEncoded = platform.keyEncodings.contains { encoding in
      encoding.matches(key) { matched.string($0, of: node) }
    }
    return isEncoded ? nil : KeyFacts(of: key, platform: platform)
  }
}
