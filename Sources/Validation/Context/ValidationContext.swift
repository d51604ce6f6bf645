package import ConfigTree
import Diagnostics
package import PlatformModel
package import Secrets
package import VPNIntent

/// What is validated, and what it is held against.
package struct ValidationInput: Sendable {
  /// The file and what the grammar knows about it.
  package var matched: MatchedDocument
  /// Version of the device's software; `nil`: the newest.
  package var version: SoftwareVersion?
  package var intent: Intent?
  /// What findings about the intent name as their place.
  package var intentSource: String
  /// Whether the file is only what is added to a device, so that it may speak of objects it does not define.
  package var isFragment: Bool
  /// What is on the device beside the file.
  package var beside: MatchedDocument?
  /// What may be said about the key of a reference; `nil`: the key is not at hand.
  package var keyFacts: @Sendable (SecretReference) -> KeyFacts?

  package init(
    matched: MatchedDocument, version: SoftwareVersion? = nil, intent: Intent? = nil,
    intentSource: String = "intent", isFragment: Bool = false, beside: MatchedDocument? = nil,
    keyFacts: @escaping @Sendable (SecretReference) -> KeyFacts? = { _ in nil }
  ) {
    self.matched = matched
    self.version = version
    self.intent = intent
    self.intentSource = intentSource
    self.isFragment = isFragment
    self.beside = beside
    self.keyFacts = keyFacts
  }
}

/// What rules look at: the input, and everything that several of them need, worked out once.
package struct ValidationContext: Sendable {
  let input: ValidationInput
  let platform: Platform
  let traits: GrammarTraits
  let requirements: [RequirementTable.Bound]
  let facts: FactTable
  let objects: ObjectTable
  let addresses: AddressTable
  let connections: [ConnectionView]
  /// Facts that the platform can read from a file.
  let readableFacts: Set<String>

  var matched: MatchedDocument { input.matched }
  var document: ConfigDocument { input.matched.document }
  var version: SoftwareVersion? { input.version }
  var intent: Intent? { input.intent }
  var intentSource: String { input.intentSource }

  init(
    _ input: ValidationInput, platform: Platform, traits: GrammarTraits, readings: ReadingTable,
    requirements: RequirementTable
  ) {
    self.input = input
    self.platform = platform
    self.traits = traits
    self.requirements = requirements.bound
    readableFacts = readings.facts
    let facts = FactTable(input.matched, readings, version: input.version)
    let objects = ObjectTable(input.matched, traits: traits)
    let addresses = AddressTable(facts)
    if let intent = input.intent {
      let graph = BlockGraph(objects, blocks: facts.blocks)
      connections = intent.connections.enumerated().map { index, connection in
        ConnectionView(connection, number: index, facts: facts, addresses: addresses, graph: graph)
      }
    } else {
      connections = []
    }
    self.facts = facts
    self.objects = objects
    self.addresses = addresses
  }

  /// The place of a value of the intent, as `connections[0].ike.encryption`.
  func place(inIntent value: String?) -> SourcePlace? {
    value.map { SourcePlace(source: intentSource, address: $0) }
  }

  /// The neutral words of a table in the device's spelling, for messages.
  func spelling(_ word: String, in table: String) -> String {
    platform.table(table)?.entry(word, version: version)?.spelling ?? word
  }
}
