package import ConfigTree
package import Diagnostics
import IPAddressing
package import VPNIntent

extension Validator {
  /// Finds what competes with a change once it is made: other routes to the cloud's networks, others that name the
  /// cloud's gateways, and lines on the change's own objects that no intent asks for any more.
  ///
  /// `predicted` is the device's file after the change.
  package func rivals(predicted: MatchedDocument, intended: MatchedDocument, intent: Intent) -> [Finding] {
    let rivals = Rivals(predicted: predicted, intended: intended, intent: intent)
    let facts = facts(in: predicted)
    return rivals.routes(facts) + rivals.peers(facts)
      + rivals.leftOver(ObjectTable(predicted, traits: traits), own: ObjectTable(intended, traits: traits))
  }
}

/// The lines of a predicted file that a fragment does not speak for, held against what it brings.
private struct Rivals {
  private let predicted: MatchedDocument
  private let intended: MatchedDocument
  private let intent: Intent
  private let mentions: Mentions

  init(predicted: MatchedDocument, intended: MatchedDocument, intent: Intent) {
    self.predicted = predicted
    self.intended = intended
    self.intent = intent
    mentions = Mentions(of: intended, in: predicted)
  }

  /// Routes to a network of the cloud beside the tunnel's.
  ///
  /// A network that is larger or smaller is left alone: the longest match decides there, and both are usual.
  func routes(_ facts: FactTable) -> [Finding] {
    let networks = Set(
      intent.connections.flatMap { $0.cloud.subnets + $0.selectors.map(\.cloud) }.compactMap(\.v4))
    return strangers(facts[FactName.destination]).compactMap { fact in
      guard let network = AddressTokens.networks(fact.texts)?.first, networks.contains(network) else {
        return nil
      }
      return Finding(
        rule: "route-shared", severity: .warning, place: predicted.document.place(of: fact.node),
        message:
          "This route to \(network) is not part of the change, and traffic may take it past the tunnel.",
        remedy: "Remove it, or keep it as a fallback with a worse preference than the tunnel's.")
    }
  }

  /// Lines that name a gateway of ours.
  func peers(_ facts: FactTable) -> [Finding] {
    let gateways = Set(intent.connections.compactMap(\.cloud.address))
    var reported: Set<IPAddress> = []
    return AddressTable(facts).peers.compactMap { fact, address in
      guard gateways.contains(address), !mentions.nodes.contains(fact.node), reported.insert(address).inserted
      else { return nil }
      return Finding(
        rule: "peer-shared", severity: .warning, place: predicted.document.place(of: fact.node),
        message:
          "The gateway \(address) is named here too, outside of the change: the device may take either for it.",
        remedy: "Remove what is left of an earlier tunnel, or give its name to the new one.")
    }
  }

  /// Lines that stand on objects of the fragment and that it does not have.
  func leftOver(_ objects: ObjectTable, own: ObjectTable) -> [Finding] {
    let brought = Set(own.definitions.filter { isOwned($0.value) }.keys)
    let users = objects.uses.filter { brought.contains($0.object) }.map { ($0.node, $0.object) }
    let parts = objects.defined.filter(brought.contains).flatMap { object in
      (objects.definitions[object] ?? []).map { ($0, object) }
    }
    var reported: Set<Int> = []
    return (users + parts).sorted { $0.0 < $1.0 }.compactMap { node, object in
      guard !mentions.nodes.contains(node), !isInside(node), reported.insert(node).inserted else {
        return nil
      }
      return Finding(
        rule: "left-over", severity: .warning, place: predicted.document.place(of: node),
        message:
          "This line stands on the \(object.kind) \(object.name) of the change, and the intent does not ask for it.",
        remedy: "If an earlier intent brought it, give that with --previous; otherwise see who needs it.")
    }
  }

  /// Whether a line is part of something that others have: a peer that names a proposal of ours is theirs all the same.
  private func isInside(_ node: Int) -> Bool {
    predicted.document.ancestors(of: node).contains { predicted.rule(of: $0)?.statement.section == .owned }
  }

  /// Whether only the fragment's own lines make an object.
  private func isOwned(_ definitions: [Int]) -> Bool {
    definitions.allSatisfy { intended.rule(of: $0)?.statement.section != .shared }
  }

  private func strangers(_ facts: [Fact]) -> [Fact] { facts.filter { !mentions.nodes.contains($0.node) } }
}
