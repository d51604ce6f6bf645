package import Diagnostics

extension RuleDescription {
  /// Remarks of `secrets scan`.
  package static let secrets = [
    RuleDescription(
      "secret-in-clear", .error, "A key, password or community stands in the file as it is typed.",
      why: "Everybody who sees the file, its backups or its history has it.",
      remedy: "Let the device encrypt it, change it where the file was shared, and share files redacted.",
      example: "snmp-server community …   (SNMP versions 1 and 2c know nothing else)"),
    RuleDescription(
      "secret-reversible", .warning, "The secret is only disguised: anybody can undo the encoding.",
      why: "Tools for it are everywhere; it keeps out glances and nobody else.",
      remedy: "Use an encoding with a key of the device, or a hash, where the device has one.",
      example: "username admin password 7 …"),
    RuleDescription(
      "secret-encoded", .note, "The secret is encrypted with a key of the device, or a hash.",
      why: "It says which secrets are equal, and guesses can be tried on it.",
      remedy: "Share the file redacted all the same: peerconf secrets redact.",
      example: "enable secret 9 …"),
    RuleDescription(
      "secret-not-in-table", .warning,
      "Something looks like a secret in a place that the platform's table does not have.",
      why: "Redaction takes it out, which may be too much, and cannot say what it is.",
      remedy: "Add a row to `secrets` of the platform's file where it is a secret.",
      example: "some-feature password …"),
  ]
}
