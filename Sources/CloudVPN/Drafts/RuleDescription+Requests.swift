package import Diagnostics

extension RuleDescription {
  /// Remarks about requests that change connections, before anything is sent.
  package static let requests = shapes + meanings

  private static let shapes = [
    RuleDescription(
      "connection-type", .error, "A member of a request to the cloud has a value of the wrong type.",
      why: "The cloud would refuse the request, or read something else.",
      remedy: "Write it as the cloud's API describes it.", example: "peer_subnets: 10.20.0.0/16   (no list)"),
    RuleDescription(
      "connection-missing", .error, "A member that the cloud needs is not in the request.",
      why: "Only what was given is sent; a default would be a guess.", remedy: "Add the member.",
      example: "vpn_connection: {name: berlin-1}   (no vgw_id, cgw_id …)"),
    RuleDescription(
      "connection-value", .error, "The documentation does not allow this value.",
      why: "The cloud would refuse the request.", remedy: "Give one of the values that the remark names.",
      example: "style: tunnel"),
    RuleDescription(
      "connection-range", .error, "A number or a count is out of the documented range.",
      why: "The cloud would refuse the request.", remedy: "Give a value of the range.",
      example: "ikepolicy: {lifetime_seconds: 5}"),
    RuleDescription(
      "connection-duplicate", .error, "Two rules of a connection have the same source or index.",
      why: "The cloud takes each source once.", remedy: "Put both into one rule.",
      example: "policy_rules:\n  - {source: 10.0.0.0/24, …}\n  - {source: 10.0.0.0/24, …}"),
    RuleDescription(
      "connection-answer-member", .error, "The member stands in the cloud's answers only.",
      why: "It was probably copied from `connections show`.", remedy: "Remove it.",
      example: "created_at: 2026-01-01T00:00:00Z"),
    RuleDescription(
      "connection-unknown-member", .warning, "No page of the cloud names the member.",
      why: "It may be mistyped, and then the cloud may ignore it; a name near a known one is an error.",
      remedy: "Correct or remove it.", example: "peer_subnet: [10.20.0.0/16]"),
  ]

  private static let meanings = [
    RuleDescription(
      "connection-style", .error, "A member belongs to another style of connection.",
      why: "The cloud refuses some members by their presence alone, even when they are false.",
      remedy: "Remove it.", example: "style: bgp\nenable_nqa: false"),
    RuleDescription(
      "connection-fixed", .error, "The member cannot be changed after the connection was made.",
      why: "The cloud's request for changes does not have it.",
      remedy: "Delete the connection and create another.",
      example: "peerconf connections update berlin-1 --set style=bgp"),
    RuleDescription(
      "connection-key", .error, "The key is no reference, or no key that the cloud takes.",
      why: "Requests are files; a key in one is read by everybody who reads the file.",
      remedy: "Write env:NAME, file:PATH or cmd:COMMAND, and change a key that stood in a file.",
      example: "psk: the key itself"),
    RuleDescription(
      "connection-unverified", .warning, "Sources disagree about the value, or none describes it.",
      why: "The cloud may refuse it or read it otherwise; it is sent as it is.",
      remedy: "Look at the connection afterwards.", example: "name: Zentrale München"),
    RuleDescription(
      "connection-weak", .note, "The cloud's documentation calls the value weak.",
      why: "It advises against it for new connections.",
      remedy: "Take a GCM cipher, SHA-2 and group 15 or higher where the device can.",
      example: "ikepolicy: {dh_group: group2}"),
  ]
}
