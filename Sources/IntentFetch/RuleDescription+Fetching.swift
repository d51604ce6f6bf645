package import Diagnostics

extension RuleDescription {
  /// Remarks about what the cloud says of a site.
  package static let fetching = [
    RuleDescription(
      "cloud-answer", .error, "The cloud's answer lacks something, or has a value that is not known.",
      why: "An intent with a guess in it would be rendered and typed in.",
      remedy: "Complete the connection in the cloud, then fetch again.",
      example: "A connection whose IKE policy has no encryption algorithm."),
    RuleDescription(
      "connection-frozen", .warning, "The cloud has frozen the connection.",
      why: "It carries no traffic, whatever the device does.",
      remedy: "Settle the account or ask the cloud's support, then fetch again.",
      example: "A connection with the status FROZEN."),
    RuleDescription(
      "connection-unknown", .error, "The cloud has no connection of this name.",
      why: "The site would be set up without it.", remedy: "`peerconf connections list` shows names and ids.",
      example: "connections: [{connection: belrin-1}]"),
    RuleDescription(
      "connection-ambiguous", .error, "Several connections have this name.",
      why: "Nobody can tell which one is meant.", remedy: "Write the connection's id instead of its name.",
      example: "connections: [{connection: vpn}]   (two gateways have a connection `vpn`)"),
    RuleDescription(
      "site-without-connections", .error, "The cloud has no connection for the site.",
      why: "There is nothing to render.",
      remedy: "List its connections in the site's description, or give its WAN lines their addresses.",
      example: "wan: [{name: wan1, address: 198.51.100.7}]   (no customer gateway has this address)"),
  ]
}
