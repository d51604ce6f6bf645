import ArgumentParser
import ChangeTicket
import ConfigDiff
import ConfigTree
import Diagnostics
import PlatformModel
import OrderedJSON

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare what a device has with what it is to have; exit code 2 when they differ.",
    discussion: """
      + is missing on the device, - is too much, ~ has another value or place, -/+ has to be removed and set anew, and ? \
      has a key of which nobody can tell whether it is the right one. Keys show as tags; equal tags are equal keys.

      Examples:
        peerconf diff running.cfg berlin.json
        peerconf diff running.cfg intended.cfg --scope full
        peerconf diff running.cfg berlin.json --format unified > change.diff
      """)

  /// How differences are written down.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    /// The device's file before and after, line by line, as `patch` reads it.
    case unified
    case json
  }

  @OptionGroup var sides: SidesOptions
  @Option(help: "text, unified (the file before and after) or json.")
  var format: Format = .text
  @Option(help: "auto, always or never.")
  var color: ColorOption = .auto
  @Flag(help: "End with exit code 0 even when there are differences.")
  var exitZero = false

  func run() throws {
    let sides = try sides.read()
    let diff = sides.diff
    // The file afterwards is what a device makes of the commands, not what the other file looks like.
    let predicted = format == .unified && !diff.isEmpty ? predicted(sides, diff) : nil
    let files = ([sides.running, sides.intended] + [predicted].compactMap(\.self)).map(sides.device.hidden)
    let veil = Veil(files, keys: sides.keys, workspace: sides.context.workspace)
    veil.show(sides.findings)
    for file in [sides.running, sides.intended] {
      if let place = MaskedCopy.place(in: file) {
        StandardError.note(
          "\(place): the file is a masked copy, the keys that it leaves out count as missing")
      }
    }
    switch format {
    case .text: StandardOutput.write(color.paint(veil.text(diff.text(mask: veil.mask.forLines))))
    case .unified: if let after = files.dropFirst(2).first { write(before: files[0], after: after, veil) }
    case .json: StandardOutput.write(veil.json(document(sides, diff, veil)))
    }
    if !diff.isEmpty, !exitZero { throw Process.Ending(outcome: .changes) }
  }

  private func predicted(_ sides: Sides, _ diff: TreeDiff) -> MatchedDocument {
    let plan = ChangePlan(diff, syntax: sides.device.platform.written)
    let name = "\(sides.running.document.source) (after the change)"
    return sides.device.matched(sides.prove(plan, keys: .keep).predicted, source: name)
  }

  private func write(before: HiddenParts, after: HiddenParts, _ veil: Veil) {
    let text = UnifiedDiff.text(
      old: MaskedText.inPlace(before, mask: veil.mask), new: MaskedText.inPlace(after, mask: veil.mask),
      oldName: before.matched.document.source, newName: after.matched.document.source)
    let clean = veil.sieve.clean(text)
    StandardOutput.write(color.paint(String(decoding: Printable.bytes(Array(clean.utf8)), as: UTF8.self)))
  }

  private func document(_ sides: Sides, _ diff: TreeDiff, _ veil: Veil) -> JSON {
    var tally = JSONObject()
    for kind in DiffEntry.Kind.allCases where kind != .inside {
      tally[kind.rawValue] = JSON(diff.tally[kind] ?? 0)
    }
    return Report.document(
      "peerconf.diff/1",
      [
        "running": .string(sides.running.document.source), "intended": .string(self.sides.intended),
        "platform": .string(sides.device.platform.id), "software_version": JSON(sides.version?.description),
        "scope": .string(sides.scope.rawValue), "tally": .object(tally),
        "differences": diff.json(mask: veil.mask.forLines),
        "findings": Report.findings(veil.findings(sides.findings)),
      ])
  }
}
