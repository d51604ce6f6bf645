import ArgumentParser
import Diagnostics
import Redaction
import SafeFiles

struct SecretsRedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact", abstract: "Put tags in the places of the secrets of a device's file.",
    discussion: """
      Every other byte stays, so the file is read as the same tree; equal secrets have equal tags, and a file that \
      is redacted already stays as it is. Which secrets were found says `peerconf secrets scan`.

      Examples:
        peerconf secrets redact running.cfg > shared.cfg
        peerconf secrets redact running.cfg -o shared.cfg
        ssh router show running-config | peerconf secrets redact -
      """)

  @Argument(help: "The device's file; - is stdin.")
  var file: String
  @Option(name: .shortAndLong, help: "Where the redacted file goes; default: stdout.")
  var output: String?
  @OptionGroup var platform: SecretsPlatformOptions

  func run() throws {
    let workspace = try platform.workspace.locate()
    var reader = try SecretsReader(platform, workspace)
    let input = try reader.read(file)
    // Without the key of the tags nothing could be told apart: that is an error here.
    let redacted =
      input.hits.isEmpty
      ? input.file.bytes : Redactor(under: try workspace.tagKey()).redacted(input.file.bytes, input.hits)
    guard let output, output != "-" else { return StandardOutput.write(redacted) }
    do {
      try SafeFile.write(redacted, to: output, mode: 0o644)
    } catch {
      throw InputError("\(error)", remedy: "Check the path of --output.")
    }
    StandardError.note("\(output): \(counted(input.hits.count, "secret")) taken out")
  }
}
