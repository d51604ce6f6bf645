import ArgumentParser
import ChangeTicket
import Diagnostics
import Foundation
import PlatformModel
import Platforms
import Rendering
import SafeFiles
import Secrets
import VPNIntent
import Worksheet

/// How the list of parameters is written.
enum WorksheetFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case markdown
  case html
}

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Write the device's configuration for an intent.",
    discussion: """
      On stdout every line that needs a key is a comment with the key's tag, so that a paste can never set a wrong one. \
      With -o FILE the keys are fetched from where the intent says, and the file (mode 0600) can be typed in as it is. \
      With --explain each line has the places of the templates that wrote it and the values that went in, keys masked. \
      Exit code 3 when the device cannot express the intent. With --worksheet every parameter of both ends is listed, with \
      units and spellings, for a device of any kind; it holds no key.

      Examples:
        peerconf render berlin.json
        peerconf render berlin.json -o berlin.cfg
        peerconf render berlin.json --platform NAME --number tunnel=20 --number acl=3950
        peerconf render berlin.json --explain | less -S
        peerconf render berlin.json --explain --format json
        peerconf render berlin.json --worksheet html > berlin.html
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
  @Flag(help: "Show where each line comes from: template, line, and the values that went in.")
  var explain = false
  @Option(help: "text or json; json goes with --explain.")
  var format: TextOrJSON = .text

  @Option(help: "List all parameters for a device that is set by hand: text, markdown or html.")
  var worksheet: WorksheetFormat?

  func validate() throws {
    guard worksheet == nil || output == nil && !showKeys && !explain else {
      throw ValidationError(
        "--worksheet only prints, and never keys: it goes with neither -o, --show-keys nor --explain")
    }
    guard output != "-" else {
      throw ValidationError("-o writes a file with keys in clear: name a file, or print with --show-keys")
    }
    guard output == nil || !showKeys else { throw ValidationError("give -o FILE or --show-keys, not both") }
    guard !explain || output == nil && !showKeys else {
      throw ValidationError("--explain only prints, and never keys: it goes with neither -o nor --show-keys")
    }
    guard explain || format == .text else {
      throw ValidationError("--format json is for --explain; without it, stdout is the configuration itself")
    }
  }

  func run() throws {
    let file = try IntentFile(reading: intent)
    if let worksheet { return try show(file, as: worksheet) }
    let context = try device.context(files: [], intent: file)
    let options = RenderOptions(
      softwareVersion: context.version(file.intent, running: nil), numbers: try context.numbers(number),
      tool: Tool.name, explains: explain)
    let result = try context.renderer().render(file.intent, options: options)
    let findings = file.merged(with: result.findings)
    guard let configuration = result.configuration else {
      StandardError.write(Report.text(findings))
      throw Process.Ending(outcome: .findings)
    }
    if output != nil || showKeys {
      let resolver = SecretResolver(environment: ProcessInfo.processInfo.environment)
      let runnable = try configuration.runnable(resolver: resolver)
      try KeyRing(file.intent, runsPrograms: true).requireFitting(context.platform)
      StandardError.write(Report.text(findings))
      guard let output else { return StandardOutput.show(runnable) }
      try SafeFile.write(runnable, to: output, mode: 0o600)
      StandardError.note("wrote \(output), readable by its owner only: it holds keys")
    } else {
      let keys = KeyRing(file.intent, runsPrograms: resolveKeys)
      let prepared = try context.prepared()
      let hidden = prepared.written(configuration.bytes, source: BundleLayout.intended)
      let veil = Veil([hidden], keys: keys, workspace: context.workspace)
      veil.show(findings + keys.findings)
      if let map = configuration.sourceMap {
        let explanation = Explanation(map, of: hidden, veil: veil, comments: context.platform.comments)
        return show(explanation, of: file.intent, platform: context.platform.id, veil)
      }
      let masked = MaskedText.commented(hidden, mask: veil.mask, comments: context.platform.comments)
      StandardOutput.show(veil.sieve.clean(masked))
    }
  }

  /// Of any device: no platform is asked, and all of them tell how a word may be spelled.
  private func show(_ file: IntentFile, as format: WorksheetFormat) throws {
    let catalog = try Catalog(workspace: try device.workspace.locate().root)
    let platforms = try catalog.ids.map { id throws(InputError) in try catalog.platform(id: id) }
    let worksheet = Worksheet(file.intent) { table, word in
      var spellings: [String] = []
      for platform in platforms {
        guard let spelling = platform.table(table)?.entry(word)?.spelling else { continue }
        if !spellings.contains(spelling) { spellings.append(spelling) }
      }
      return spellings.sorted()
    }
    StandardError.write(Report.text(file.merged(with: [])))
    switch format {
    case .text: StandardOutput.write(Printable.text(worksheet.text))
    case .markdown: StandardOutput.write(Printable.text(worksheet.markdown))
    case .html: StandardOutput.write(Printable.text(worksheet.html))
    }
  }

  private func show(_ explanation: Explanation, of intent: Intent, platform: String, _ veil: Veil) {
    switch format {
    case .text: StandardOutput.write(veil.text(ExplanationText(explanation).text))
    case .json: StandardOutput.write(veil.json(explanation.json(site: intent.site, platform: platform)))
    }
  }
}
