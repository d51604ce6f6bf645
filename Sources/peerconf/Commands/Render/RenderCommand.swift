import ArgumentParser
import ChangeTicket
import Diagnostics
import Foundation
import PlatformModel
import Rendering
import SafeFiles
import Secrets

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Write the device's configuration for an intent.",
    discussion: """
      On stdout every line that needs a key is a comment with the key's tag, so that a paste can never set a wrong one. \
      With -o FILE the keys are fetched from where the intent says, and the file (mode 0600) can be typed in as it is. \
      Exit code 3 when the device cannot express the intent.

      Examples:
        peerconf render berlin.json
        peerconf render berlin.json -o berlin.cfg
        peerconf render berlin.json --platform NAME --number tunnel=20 --number acl=3950
      """)

  @Argument(help: "The intent, JSON or YAML; - is stdin.")
  var intent: String
  @OptionGroup var device: PlatformOptions
  @Option(name: .shortAndLong, help: "The file to write, keys in clear (mode 0600).")
  var output: String?
  @Flag(help: "Print the keys in clear.")
  var showKeys = false
  @Option(help: "First free number of a kind of object on the device, KIND=N; may be repeated.")
  var number: [NumberOption] = []
  @Flag(help: "Run the programs of cmd: references to show the tags of their keys.")
  var resolveKeys = false

  func validate() throws {
    guard output != "-" else {
      throw ValidationError("-o writes a file with keys in clear: name a file, or print with --show-keys")
    }
    guard output == nil || !showKeys else { throw ValidationError("give -o FILE or --show-keys, not both") }
  }

  func run() throws {
    let file = try IntentFile(reading: intent)
    let context = try device.context(files: [], intent: file)
    let options = RenderOptions(
      softwareVersion: context.version(file.intent, running: nil), numbers: try context.numbers(number),
      tool: Tool.name)
    let result = try context.renderer().render(file.intent, options: options)
    let findings = file.merged(with: result.findings)
    guard let configuration = result.configuration else {
      StandardError.write(Report.text(findings))
      throw Process.Ending(outcome: .findings)
    }
    if output != nil || showKeys {
      let resolver = SecretResolver(environment: ProcessInfo.processInfo.environment)
      let runnable = try configuration.runnable(resolver: resolver)
      StandardError.write(Report.text(findings))
      guard let output else { return StandardOutput.show(runnable) }
      try SafeFile.write(runnable, to: output, mode: 0o600)
      StandardError.note("wrote \(output), readable by its owner only: it holds keys")
    } else {
      let keys = KeyRing(file.intent, runsPrograms: resolveKeys)
      let hidden = HiddenParts(
        try context.prepared().matched(configuration.bytes, source: BundleLayout.intended))
      let veil = Veil([hidden], keys: keys, workspace: context.workspace)
      veil.show(findings + keys.findings)
      let masked = MaskedText.commented(hidden, mask: veil.mask, comments: context.platform.comments)
      StandardOutput.show(veil.sieve.clean(masked))
    }
  }
}
