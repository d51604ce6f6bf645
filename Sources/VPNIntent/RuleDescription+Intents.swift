package import Diagnostics

extension RuleDescription {
  /// Remarks about intents and site descriptions.
  package static let intents = [
    RuleDescription(
      "intent-schema", .error, "The document is of another schema than this version reads.",
      why: "Its members may mean something else.", remedy: "Fetch the intent again with this version.",
      example: "schema: peerconf.intent/99"),
    RuleDescription(
      "intent-type", .error, "A member has a value of the wrong type.", why: "It cannot be read.",
      remedy: "Compare the document with `peerconf intent schema`.",
      example: "ike: {dh_group: \"nineteen\"}"),
    RuleDescription(
      "intent-missing", .error, "A member that is always needed is not there.",
      why: "A default would be a guess.", remedy: "Add it; `peerconf intent schema` names them all.",
      example: "connections:\n  - {id: c-1, name: berlin-1}   (no mode, cloud, device …)"),
    RuleDescription(
      "intent-unknown-member", .warning, "A member is not known and not read.",
      why: "It may be mistyped, and then its value has no effect.", remedy: "Correct or remove it.",
      example: "ipsec: {pfs_gruop: 19}"),
    RuleDescription(
      "intent-value", .error, "A text or number cannot be what the member stands for.",
      why: "It would end up in a device's configuration.", remedy: "Correct the value.",
      example: "cloud: {address: 192.0.2.999}"),
    RuleDescription(
      "intent-range", .error, "A number is out of the cloud's range.",
      why: "The cloud has no such connection.", remedy: "Use a value that the cloud takes.",
      example: "ike: {lifetime_seconds: 5}"),
    RuleDescription(
      "intent-key", .error, "The key is not a reference.",
      why: "An intent says where a key is kept, and never holds it.",
      remedy: "Write env:NAME, file:PATH or cmd:COMMAND, and change a key that stood in a file.",
      example: "key: {reference: \"the key itself\"}"),
    RuleDescription(
      "intent-duplicate", .error, "Two connections, lines or sites have the same name or id.",
      why: "Nobody can tell which one is meant.", remedy: "Rename one of them.",
      example: "wan: [{name: wan1, …}, {name: wan1, …}]"),
    RuleDescription(
      "intent-undefined", .error, "A connection names a line that the site does not have.",
      why: "The tunnel would have no interface.",
      remedy: "Add the line under device.wan, or correct the name.",
      example: "device: {wan: [{name: wan1, …}]}\nconnections: [{wan: wan2, …}]"),
    RuleDescription(
      "intent-incomplete", .error, "Something that this kind of connection needs is not there.",
      why: "A half-written tunnel does not come up.", remedy: "Add what the message names.",
      example: "mode: bgp   (without device.bgp_asn)"),
    RuleDescription(
      "intent-combination", .error, "Two members exclude each other.",
      why: "One of the ends would refuse the negotiation.", remedy: "Change one of them.",
      example: "ike: {version: 1, encryption: aes-256-gcm-16}"),
  ]
}
