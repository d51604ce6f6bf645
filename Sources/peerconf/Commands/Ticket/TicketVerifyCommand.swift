import ArgumentParser
import ChangeTicket
import Diagnostics

struct TicketVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that a bundle still is what was written; exit code 3 when it is not.",
    discussion: """
      stdout has the SHA-256 of the manifest: compare it with the one in the ticket.

      Example:
        peerconf ticket verify tickets/berlin
      """)

  @Argument(help: "The bundle's directory.")
  var directory: String

  func run() throws {
    let result = try BundleVerifier.verify(directory)
    StandardOutput.write(TicketPreparation.line(result.identity, directory))
    StandardError.write(Printable.text(Report.text(result.findings)))
    guard result.isIntact else { throw Process.Ending(outcome: .findings) }
    let manifest = result.manifest
    StandardError.note(
      Printable.text(
        "\(directory) is intact: site \(manifest.site), \(manifest.platform), \(manifest.files.count) files"))
  }
}
