import ArgumentParser
import ChangeTicket
import ConfigSimulation
import ConfigTree
import Diagnostics
import PlatformModel
import SafeFiles
import Validation

struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Predict a device's file after some commands; no device is asked.",
    discussion: """
      A simulation takes the commands line by line. What it would refuse is a finding with its place, exit code 3; the \
      other commands count nevertheless. On stdout lines with keys are comments; -o FILE (mode 0600) and --show-keys \
      have what the file and the commands have.

      Examples:
        peerconf apply running.cfg change/apply.cfg -o predicted.cfg
        peerconf apply running.cfg change/apply.cfg --platform NAME | less
      """)

  @Argument(help: "The device's present file; - is stdin.")
  var running: String
  @Argument(help: "The commands as they would be typed; - is stdin.")
  var commands: String
  @OptionGroup var device: PlatformOptions
  @Option(name: .shortAndLong, help: "The file to write, keys as they are (mode 0600).")
  var output: String?
  @Flag(help: "Print the keys as they are.")
  var showKeys = false
  @OptionGroup var findings: FindingOptions

  func validate() throws {
    try InputFile.check([running, commands])
    guard output != "-" else {
      throw ValidationError("-o writes a file with keys as they are: name a file, or print with --show-keys")
    }
    guard output == nil || !showKeys else { throw ValidationError("give -o FILE or --show-keys, not both") }
  }

  func run() throws {
    let runningFile = try InputFile(reading: running)
    let commandFile = try InputFile(reading: commands)
    let context = try device.context(files: [runningFile])
    let prepared = try context.prepared()
    let before = prepared.matched(runningFile.bytes, source: runningFile.source)
    let simulator = DeviceSimulator(grammar: prepared.grammar, syntax: prepared.platform.written)
    let result = simulator.apply(commandFile.bytes, to: before, source: commandFile.source)
    let predicted = prepared.matched(result.predicted, source: BundleLayout.predicted)
    let typed = prepared.matched(commandFile.bytes, source: commandFile.source)
    let hidden = prepared.hidden(predicted)
    let known = [prepared.hidden(before), prepared.hidden(typed), hidden]
    let isShown = output == nil && !showKeys
    let veil =
      isShown
      ? Veil(known, workspace: context.workspace) : Veil(known, keys: .empty, tagKey: nil)
    let report = Validation.Report(veil.findings(result.refusals.map(\.finding)))
    StandardError.write(report.text())
    if let place = MaskedCopy.place(in: typed) {
      StandardError.note("\(place): the commands are a masked copy, the keys that they leave out are not set")
    }
    if let output {
      try SafeFile.write(result.predicted, to: output, mode: 0o600)
      StandardError.note("wrote \(output), readable by its owner only: it holds the keys of the file")
    } else if showKeys {
      StandardOutput.show(result.predicted)
    } else {
      let masked = MaskedText.commented(hidden, mask: veil.mask, comments: prepared.platform.comments)
      StandardOutput.show(veil.sieve.clean(masked))
    }
    StandardError.note(
      "\(counted(result.changes, "line")) of change, \(counted(result.refusals.count, "refusal"))")
    try findings.end(report.outcome(failOn: findings.failOn))
  }
}
