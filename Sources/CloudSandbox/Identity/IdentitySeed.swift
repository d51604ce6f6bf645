/// What the identity service and the instance metadata service know.
package struct IdentitySeed: Sendable {
  /// The region, which is also the name of the seed's project.
  package var region = "xx-sandbox-1"
  package var domainID = "d0a1d0a1d0a1d0a1d0a1d0a1d0a1d0a1"
  /// The account's name.
  package var domainName = "sandbox"
  /// Projects beside the seed's own: id and name.
  package var otherProjects: [(id: String, name: String)] = []
  /// How long a token is good, in seconds.
  package var tokenSeconds = 86_400
  package var metadata: Metadata?

  /// The service at 169.254.169.254 of an instance that has an agency.
  package struct Metadata: Sendable {
    /// The access key of the user whose rights the temporary keys have; `nil`: no agency.
    package var agency: String?
    package var tokens = Tokens.optional
    /// How long temporary keys are good, in seconds.
    package var keySeconds = 21_600

    /// Whether calls want a token of the service's own.
    package enum Tokens: String, Sendable, CaseIterable {
      /// Calls without one are refused.
      case required
      case optional
      /// The service has no such tokens.
      case none
    }
  }
}

extension IdentitySeed {
  init(_ node: PlacedJSON?, users: [SandboxUser]) throws(SeedError) {
    guard let node else { return }
    try node.allow(["region", "domainId", "domainName", "otherProjects", "tokenSeconds", "metadata"])
    region = try node.optional("region")?.text() ?? region
    domainID = try node.optional("domainId")?.text() ?? domainID
    domainName = try node.optional("domainName")?.text() ?? domainName
    for project in try node.list("otherProjects") {
      try project.allow(["id", "name"])
      otherProjects.append((try project.member("id").text(), try project.member("name").text()))
    }
    tokenSeconds = try node.optional("tokenSeconds")?.integer(1...86_400) ?? tokenSeconds
    guard let member = try node.optional("metadata") else { return }
    try member.allow(["agency", "tokens", "keySeconds"])
    var service = Metadata()
    if let agency = try member.optional("agency") {
      service.agency = try agency.word(of: users.map(\.accessKey))
    }
    let words = Metadata.Tokens.allCases.map(\.rawValue)
    if let word = try member.optional("tokens")?.word(of: words) {
      service.tokens = Metadata.Tokens(rawValue: word) ?? service.tokens
    }
    service.keySeconds = try member.optional("keySeconds")?.integer(1...86_400) ?? service.keySeconds
    metadata = service
  }
}
