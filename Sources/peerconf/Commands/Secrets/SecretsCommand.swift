import ArgumentParser

/// Keys, passwords, communities and certificates in devices' files.
struct SecretsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secrets", abstract: "Find the secrets of a device's file, and take them out.",
    discussion: """
      Which lines hold secrets is a table of the platform; below it a net catches what stands behind words such as \
      password, and what has the form of an encoded value.
      """,
    subcommands: [SecretsScanCommand.self, SecretsRedactCommand.self])
}
