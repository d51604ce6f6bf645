import Diagnostics

/// The little that is known about every platform without loading it: who it is and how its files look.
package struct PlatformSummary: Sendable, Hashable {
  package var id: String
  package var name: String
  package var confidence: Confidence
  package var serves: [ServedDevice]
  package var recognition: Recognition
  /// Folder of its templates.
  package var templateFolder: String
  /// Whether its files are read and nothing is written.
  package var readsOnly: Bool

  package init(_ platform: Platform) {
    id = platform.id
    name = platform.name
    confidence = platform.provenance.confidence
    serves = platform.serves
    recognition = platform.recognition
    templateFolder = platform.template.folder
    readsOnly = platform.readsOnly
  }

  /// The members of a platform file that make up a summary.
  private static let keys = ["id", "name", "confidence", "serves", "recognition", "template", "reads_only"]

  /// Cuts the summary's members out of a platform file's data.
  package static func excerpt(of data: DataNode) -> DataNode {
    guard case .map(let members) = data.content else { return data }
    return DataNode(.map(members.filter { keys.contains($0.key) }), at: data.place)
  }

  /// Decodes a list of such excerpts; `nil` when there are errors.
  package static func table(_ data: DataNode) -> [PlatformSummary]? {
    guard case .list(let items) = data.content else { return nil }
    let log = DecodingLog()
    let scope = DecodingScope(log: log)
    let behaviour = BehaviourDecoder(scope: scope, inherited: Provenance(confidence: .unverified), tables: [])
    let summaries = items.compactMap { item -> PlatformSummary? in
      guard let reader = scope.reader(item, "a platform's summary") else { return nil }
      let id = reader.requiredText("id") ?? ""
      return PlatformSummary(
        id: id, name: reader.requiredText("name") ?? "",
        confidence: reader.choice("confidence") ?? .unverified,
        serves: reader.list("serves").compactMap(behaviour.served),
        recognition: behaviour.recognition(reader.required("recognition")),
        templateFolder: behaviour.template(reader.node("template"), id: id).folder,
        readsOnly: reader.flag("reads_only") ?? false)
    }
    return log.hasErrors ? nil : summaries
  }

  private init(
    id: String, name: String, confidence: Confidence, serves: [ServedDevice], recognition: Recognition,
    templateFolder: String, readsOnly: Bool
  ) {
    self.id = id
    self.name = name
    self.confidence = confidence
    self.serves = serves
    self.recognition = recognition
    self.templateFolder = templateFolder
    self.readsOnly = readsOnly
  }
}
