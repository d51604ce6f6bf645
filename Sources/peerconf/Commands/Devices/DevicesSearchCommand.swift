import ArgumentParser
import DeviceRegistry
import Diagnostics
import OrderedJSON
import Platforms

struct DevicesSearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find devices of the mirror by some words, or by what a device says about itself.",
    discussion: """
      Each row is shown with the words that speak for it; a model that names a series (AR6000) is found by one of it \
      (AR6121), a release by a longer one. The cloud compares names exactly: take the row that is right as it is written.

      Examples:
        peerconf devices search r-100
        peerconf devices search --file display-version.txt
        ssh router 'display version' | peerconf devices search --file -
      """)

  @Argument(help: "Words, such as a model and a release.")
  var words: [String] = []
  @Option(help: "A file with the output of `display version` or `show version`; - is stdin.")
  var file: String?
  @OptionGroup var mirror: MirrorOptions
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func validate() throws {
    guard words.isEmpty != (file == nil) else {
      throw ValidationError("give words, or a file with --file")
    }
  }

  func run() throws {
    let mirror = try mirror.load()
    let text = try file.map { try InputFile(reading: $0).bytes } ?? Array(words.joined(separator: " ").utf8)
    let matches = DeviceSearch(text).matches(in: mirror.devices)
    let catalog = try Catalog(workspace: try self.mirror.workspace.locate().root)
    let rows = try matches.map { ($0, try DeviceCoverage.platform(of: $0.device, in: catalog)) }
    switch format {
    case .text:
      if rows.isEmpty {
        StandardError.note("nothing in the mirror looks like it; `peerconf devices list` shows all")
      } else {
        let table = TextTable(
          header: ["DEVICE", "PLATFORM", "FOUND BY"],
          rows: rows.map { ["\($0.device)", $1 ?? "-", $0.words.joined(separator: " ")] })
        StandardOutput.write(Printable.text(table.text()))
      }
    case .json:
      let found = rows.map { match, platform -> JSON in
        [
          "device": DeviceListing.json(match.device), "platform": platform.map { .string($0) } ?? .null,
          "words": .array(match.words.map { .string($0) }),
        ]
      }
      let members: JSONObject = ["region": .string(mirror.region), "found": .array(found)]
      StandardOutput.write(Report.document("peerconf.devices-search/1", members).text())
    }
  }
}
