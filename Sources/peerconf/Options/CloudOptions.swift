import ArgumentParser
import CloudVPN
import Diagnostics
import Foundation
import HTTPTransport
import Secrets

/// Where the cloud is; credentials come from the environment only, never from the command line.
struct CloudPlaceOptions: ParsableArguments {
  @Option(help: "Region, for example eu-west-101; default: the environment, then peerconf.yaml.")
  var region: String?

  @Option(name: .customLong("project-id"), help: "Project id, 32 hexadecimal digits.")
  var projectID: String?

  @Option(help: "Another address of the service, https://HOST or http://127.0.0.1:PORT for the sandbox.")
  var endpoint: String?

  @Option(name: .customLong("ca-file"), help: "PEM file with further certificate authorities.")
  var caFile: String?

  @OptionGroup var pace: PaceOptions
  @OptionGroup var recording: RecordingOptions

  func validate() throws {
    guard recording.replay == nil || (region == nil && projectID == nil && endpoint == nil) else {
      throw ValidationError("--replay takes region, project and endpoint from the recording: leave them out")
    }
  }
}

/// How to reach the cloud, for commands that only read.
struct CloudOptions: ParsableArguments {
  @OptionGroup var place: CloudPlaceOptions

  @Option(
    name: [.customLong("timeout"), .customLong("request-timeout")],
    help: "Seconds that one request may take.")
  var timeout: Int = 30

  func validate() throws {
    guard (1...3600).contains(timeout) else { throw ValidationError("--timeout takes 1 to 3600 seconds") }
  }

  func connect(_ workspace: Workspace) throws -> CloudConnector {
    try place.connect(workspace, requestTimeout: timeout)
  }
}

/// A client, and what the registry and provenance say about where it looks.
struct CloudConnector {
  var client: CloudVPNClient
  /// `endpoint` host with port where it is not the usual one.
  var host: String
  var region: String
  var projectID: String
  /// UTC, RFC 3339: the time that results are dated with; a replay's is that of its recording.
  var startedAt: String
}

extension CloudPlaceOptions {
  /// The project as far as it is known without credentials.
  func knownProjectID(_ workspace: Workspace) -> String? {
    let environment = ProcessInfo.processInfo.environment
    return projectID ?? (try? CredentialChain(environment: environment).resolve())?.projectID
      ?? environment["HUAWEICLOUD_SDK_PROJECT_ID"] ?? environment["HW_PROJECT_ID"]
      ?? workspace.settings.projectID
  }

  /// Builds the client from flags, then environment, then the workspace's settings.
  ///
  /// - Throws: `CloudSettingsError` for missing or contradictory settings, `TransportError` for a bad CA file.
  func connect(_ workspace: Workspace, requestTimeout: Int) throws -> CloudConnector {
    if let connector = try recording.replayed() { return connector }
    let environment = ProcessInfo.processInfo.environment
    let account = try CredentialChain(environment: environment).resolve()
    let region = region ?? account.region ?? workspace.settings.region
    let endpoint = try CloudEndpoint.resolve(
      region: region, override: endpoint ?? environment["PEERCONF_ENDPOINT"] ?? workspace.settings.endpoint,
      environment: environment)
    guard let projectID = projectID ?? account.projectID ?? workspace.settings.projectID else {
      throw InputError(
        "no project id is known",
        remedy:
          "Set HUAWEICLOUD_SDK_PROJECT_ID, or give --project-id, or write project_id into peerconf.yaml.")
    }
    var configuration = CurlTransport.Configuration()
    configuration.totalTimeout = .seconds(requestTimeout)
    configuration.authorityFile = caFile ?? workspace.settings.caFile
    configuration.userAgent = "\(Tool.name)/\(Tool.version)"
    let limits = pace.limits(workspace.settings)
    configuration.maxConnectionsPerHost = limits.concurrency
    let startedAt = Date().formatted(.iso8601)
    let knownRegion = endpoint.region ?? region
    let credential = account.credential
    let transport = try recording.recording(
      try CurlTransport(configuration), workspace: workspace, endpoint: endpoint, region: knownRegion,
      projectID: projectID, startedAt: startedAt,
      hiding: [Secret(credential.accessKey), credential.secretKey, credential.securityToken].compactMap(
        \.self))
    let client = try CloudVPNClient(
      transport: transport, endpoint: endpoint, projectID: projectID, credential: credential,
      pace: Pace(limits))
    return CloudConnector(
      client: client, host: endpoint.origin.authority, region: knownRegion ?? "local", projectID: projectID,
      startedAt: startedAt)
  }
}
