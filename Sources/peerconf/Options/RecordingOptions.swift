import ArgumentParser
import CloudRecording
import CloudVPN
import Diagnostics
import Foundation
import HTTPTransport
import SafeFiles
import Secrets
import Synchronization

/// Keeps what the cloud said, without its secrets, and runs a command on it again without cloud.
struct RecordingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write all exchanges with the cloud into this new directory.", discussion: RecordingOptions.explanation,
      valueName: "directory"))
  var record: String?

  @Option(
    help: ArgumentHelp(
      "Answer all calls from a recording; needs no credentials, no network and no settings.",
      valueName: "directory"))
  var replay: String?

  private static let explanation = """
    For offline work and bug reports. Keys, credentials, exported configurations and words that may be keys are \
    replaced by tags; addresses, names, ids and times stay in.
    """

  func validate() throws {
    guard record == nil || replay == nil else { throw ValidationError("give --record or --replay, not both") }
  }

  /// Why a recording ended before its run.
  static let failure = Mutex<FileError?>(nil)
}

extension RecordingOptions {
  /// What stands in for the cloud where a recording is replayed.
  ///
  /// Its time is the recording's, and pauses take none.
  func replayed() throws -> CloudConnector? {
    guard let replay else { return nil }
    let transport = try ReplayTransport(folder: replay)
    let header = transport.header
    guard let time = try? Date(header.recordedAt, strategy: .iso8601) else {
      throw InputError(
        "the recording is damaged: its time is none",
        at: SourcePlace(source: "\(replay)/\(RecordingHeader.fileName)"), remedy: "Record the run anew.")
    }
    // Signed like any other request, by a key that opens nothing.
    let client = try CloudVPNClient(
      transport: transport, endpoint: CloudEndpoint(header.endpoint, region: header.region),
      projectID: header.projectID,
      credential: CloudCredential(accessKey: "REPLAY", secretKey: Secret("replay")),
      clock: .virtual(from: time))
    StandardError.note(
      "replaying \(replay), recorded \(header.recordedAt); keys and exported configurations are stand-ins")
    return CloudConnector(
      client: client, host: client.endpoint.origin.authority, region: header.region ?? "local",
      projectID: header.projectID, startedAt: header.recordedAt)
  }

  /// The transport that records, where that is wanted.
  func recording(
    _ base: any HTTPTransport, workspace: Workspace, endpoint: CloudEndpoint, region: String?,
    projectID: String,
    startedAt: String, hiding secrets: [Secret]
  ) throws -> any HTTPTransport {
    guard let record else { return base }
    return try RecordingTransport(
      base, folder: record,
      header: RecordingHeader(
        tool: Tool.name, version: Tool.version, recordedAt: startedAt, endpoint: endpoint.origin.description,
        region: region, projectID: projectID),
      tagKey: try workspace.tagKey(), hiding: secrets
    ) { error in
      RecordingOptions.failure.withLock { $0 = error }
    }
  }
}
