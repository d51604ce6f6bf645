import ArgumentParser
import ChangeTicket
import ConfigDiff
import ConfigTree
import Diagnostics

struct TicketOpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Make the files that can be typed in from a bundle, its intent and its keys.",
    discussion: """
      The bundle has to be intact, intent and running file have to be those that it was made from, and preparing again has \
      to give the same commands. Then configuration, commands and rollback are written with keys in clear (mode 0600), \
      otherwise nothing.

      Example:
        peerconf ticket open tickets/berlin --intent berlin.json --running berlin.cfg -o berlin-runnable
      """)

  @Argument(help: "The bundle's directory.")
  var directory: String
  @Option(help: "The intent that the bundle was made from, JSON or YAML; - is stdin.")
  var intent: String
  @Option(help: "The device's file that the bundle was made from; - is stdin.")
  var running: String?
  @Option(help: "The previous intent, if the bundle was made with one.")
  var previous: String?
  @OptionGroup var workspace: WorkspaceOptions
  @Option(name: .shortAndLong, help: "The directory to write (mode 0700).")
  var output: String

  func validate() throws {
    try InputFile.check([intent, running, previous])
    guard output != "-" else { throw ValidationError("-o takes a directory") }
  }

  func run() throws {
    try BundleWriter.check(output, replace: false)
    let bundle = try BundleVerifier.verify(directory)
    try end(with: bundle.findings)
    let file = try IntentFile(reading: intent)
    let runningFile = try running.map { try InputFile(reading: $0) }
    let previousFile = try previous.map { try IntentFile(reading: $0) }
    let ticket = try OpenedTicket(directory: directory, manifest: bundle.manifest, workspace: workspace)
    try end(with: ticket.findings(about: file, running: runningFile, previous: previousFile))
    let keys = KeyRing(file.intent, runsPrograms: true)
    try keys.requireAll()
    let again = try ticket.prepareAgain(file, previous: previousFile, running: runningFile, keys: keys)
    try end(with: again.findings)
    try BundleWriter.write(again.files, to: output, marker: BundleLayout.apply, mode: 0o700)
    let names = again.files.map(\.name).joined(separator: ", ")
    StandardError.note("wrote \(output): \(names), readable by their owner only: they hold keys")
  }

  /// Whatever is found is in the way.
  private func end(with findings: [Finding]) throws {
    guard !findings.isEmpty else { return }
    StandardError.write(Printable.text(Report.text(findings)))
    throw Process.Ending(outcome: .findings)
  }
}
