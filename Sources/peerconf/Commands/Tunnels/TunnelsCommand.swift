import ArgumentParser
import ChangeTicket
import ConfigTree
import Diagnostics
import OrderedJSON
import PlatformModel
import Secrets
import TunnelReading

struct TunnelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tunnels", abstract: "Show the tunnels that a device's file describes, in neutral words.",
    discussion: """
      Peers, proposals, identities, networks, routes, lifetimes and the rest, each with its place in the file; hand-written \
      and old styles as well as what peerconf writes. Keys show as tags: equal keys look alike. `by default` marks what is in \
      force without a line; a text with a question mark behind it is one whose meaning the platform's file does not say.

      Examples:
        peerconf tunnels running.cfg
        peerconf tunnels running.cfg --format json
        peerconf tunnels fw.conf --platform fortinet-fortios
      """)

  @Argument(help: "The device's file; - is stdin.")
  var file: String
  @OptionGroup var device: PlatformOptions
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() throws {
    let input = try InputFile(reading: file)
    let context = try device.context(files: [input], mayReadOnly: true)
    let platform = context.platform
    guard !platform.tunnels.isEmpty else {
      throw InputError(
        "the file of platform \(platform.id) does not say how tunnels are read",
        at: SourcePlace(source: input.source),
        remedy:
          "`peerconf parse` shows what is read. A platform file in the workspace can add the key \"tunnels\"."
      )
    }
    let prepared = try context.prepared()
    let matched = prepared.matched(input.bytes, source: input.source)
    let document = platform.syntax.parse(input.bytes, source: input.source)
    let reading = try read(document, context, version: context.version(nil, running: input))
    let veil = Veil([prepared.hidden(matched)], workspace: context.workspace)
    let findings = matched.document.findings + reading.findings
    switch format {
    case .text:
      if reading.tunnels.isEmpty {
        StandardError.note("\(input.source) has no IPsec tunnel that the platform \(platform.id) can read")
      }
      StandardOutput.write(veil.text(reading.text(mask: veil.mask.text(for:))))
      veil.show(findings)
    case .json:
      let document = Report.document(
        "peerconf.tunnels/1",
        [
          "platform": .string(platform.id), "tunnels": reading.json(mask: veil.mask.text(for:)),
          "findings": Report.findings(veil.findings(findings)),
        ])
      StandardOutput.write(veil.json(document))
    }
    if reading.findings.contains(where: { $0.severity == .error }) {
      throw Process.Ending(outcome: .findings)
    }
  }

  private func read(
    _ document: ConfigDocument, _ context: DeviceContext, version: String?
  ) throws(InputError) -> TunnelReading {
    do {
      return try TunnelReader(context.platform).read(
        document, version: version.flatMap { SoftwareVersion($0) })
    } catch {
      throw DeviceContext.error(error, platform: context.platform.id)
    }
  }
}

extension KeyMask {
  /// The tag of a key out of a tunnel.
  fileprivate func text(for secret: Secret) -> String {
    secret.withExposedText { text(for: Array($0.utf8)[...]) }
  }
}
