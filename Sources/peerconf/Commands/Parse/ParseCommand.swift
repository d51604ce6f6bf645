import ArgumentParser
import ChangeTicket
import ConfigTree
import Diagnostics
import OrderedJSON
import PlatformModel

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Show what peerconf reads in a device's file.",
    discussion: """
      Each line has its number, and at its depth the text with keys masked; then what the line defines (=) and what it \
      needs (->). A ? in front marks a line that the platform's rules do not know, a # what is no configuration, a ! what the \
      syntax does not have. \
      With --paths each path from the top to a value is a line, keys masked, so that a configuration in braces and the same \
      one as `set` lines look alike. With --print the file comes back byte for byte, keys included.

      Examples:
        peerconf parse running.cfg
        peerconf parse running.cfg --stats
        peerconf parse running.cfg --format json
        diff <(peerconf parse old.conf --paths) <(peerconf parse new.set --paths)
        peerconf parse running.cfg --print | cmp - running.cfg
      """)

  @Argument(help: "The device's file; - is stdin.")
  var file: String
  @OptionGroup var device: PlatformOptions
  @Option(help: "text or json.")
  var format: TextOrJSON = .text
  @Flag(help: "Print the file from the tree, byte for byte.")
  var print = false
  @Flag(help: "Print the paths of a file in braces or of whole paths, in the order of the tree.")
  var paths = false
  @Flag(help: "Count lines, nodes, and lines that the platform's rules do not know.")
  var stats = false

  func validate() throws {
    guard !paths || !print && !stats else {
      throw ValidationError("--paths goes with neither --print nor --stats")
    }
    guard !print || !stats && format == .text else {
      throw ValidationError("--print gives the file itself: it goes with neither --stats nor --format json")
    }
  }

  func run() throws {
    if paths { return try showPaths() }
    let input = try InputFile(reading: file)
    let context = try device.context(files: [input], mayReadOnly: true)
    if print {
      let document = context.platform.syntax.parse(input.bytes, source: input.source)
      return StandardOutput.write(document.print())
    }
    let prepared = try context.prepared()
    let matched = prepared.matched(input.bytes, source: input.source)
    if stats {
      write(TreeStatistics(matched), platform: context.platform.id)
    } else {
      let hidden = prepared.hidden(matched)
      let veil = Veil([hidden], workspace: context.workspace)
      let printer = TreePrinter(hidden: hidden, veil: veil, platform: context.platform.id)
      switch format {
      case .text: printer.writeText()
      case .json: printer.writeJSON(version: context.version(nil, running: input))
      }
    }
    // The JSON documents hold the notes themselves.
    if format == .text { StandardError.write(Report.text(matched.document.findings)) }
  }

  private func showPaths() throws {
    let input = try InputFile(reading: file)
    let context = try device.context(files: [input], mayReadOnly: true)
    let printer = try PathPrinter(input, context.platform, workspace: context.workspace)
    switch format {
    case .text:
      printer.writeText()
      StandardError.write(Report.text(printer.findings))
    case .json: printer.writeJSON()
    }
  }

  private func write(_ statistics: TreeStatistics, platform: String) {
    switch format {
    case .text: StandardOutput.write(statistics.text(platform: platform))
    case .json: StandardOutput.write(statistics.json(platform: platform).text())
    }
  }
}
