import ArgumentParser
import CloudVPN
import Diagnostics
import Foundation
import HTTPTransport

/// Where the cloud is and who calls; keys, passwords and tokens never come from the command line.
struct CloudPlaceOptions: ParsableArguments {
  @Option(help: "Region, for example eu-west-101; default: the environment, then peerconf.yaml.")
  var region: String?

  @Option(
    name: .customLong("project-id"),
    help:
      "Project id, 32 hexadecimal digits; default: the account's, else that of the region, from the cloud.")
  var projectID: String?

  @Option(help: "Another address of the service, https://HOST or http://127.0.0.1:PORT for the sandbox.")
  var endpoint: String?

  @Option(name: .customLong("iam-endpoint"), help: "Another address of the identity service.")
  var identityEndpoint: String?

  @Option(
    help:
      "Look for the account here only: \(CredentialSource.allCases.map(\.rawValue).joined(separator: ", ")).")
  var credentials: String?

  @Option(help: "This profile of KooCLI's file, and no other account.")
  var profile: String?

  @Option(
    name: [.customLong("ca-bundle"), .customLong("ca-file")],
    help: "PEM file with certificate authorities to trust beside the system's.")
  var authorities: String?

  @Option(help: "Proxy, http://HOST:PORT; default: HTTPS_PROXY and NO_PROXY of the environment.")
  var proxy: String?

  @OptionGroup var pace: PaceOptions
  @OptionGroup var recording: RecordingOptions

  func validate() throws {
    let isPlaced = [region, projectID, endpoint, identityEndpoint, credentials, profile].contains {
      $0 != nil
    }
    guard recording.replay == nil || !isPlaced else {
      throw ValidationError(
        "--replay takes region, project, endpoint and account from the recording: leave them out")
    }
    guard let proxy else { return }
    do throws(InputError) {
      _ = try CloudPlaceOptions.proxy(Sourced(proxy, from: CloudSetting.proxy.option))
    } catch {
      throw ValidationError(error.description)
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

  func connect(_ workspace: Workspace) async throws -> CloudConnector {
    try await place.connect(workspace, requestTimeout: timeout)
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
  /// The project as far as it is known without asking anybody.
  func knownProjectID(_ workspace: Workspace) -> String? {
    CloudSignIn.knownProject(settings(workspace))?.value
  }

  /// Signs in as options, environment and the workspace's settings say, in that order.
  ///
  /// - Throws: `CloudSettingsError` for missing or contradictory settings, `TransportError` for a bad CA file,
  ///   `CloudError` where the identity service has to be asked and refuses.
  func connect(_ workspace: Workspace, requestTimeout: Int) async throws -> CloudConnector {
    if let connector = try recording.replayed() { return connector }
    var report = SignInReport()
    let startedAt = Date().formatted(.iso8601)
    let client = try await open(workspace, requestTimeout: requestTimeout, startedAt: startedAt, &report)
    return CloudConnector(
      client: client, host: client.endpoint.origin.authority, region: report.region?.value ?? "local",
      projectID: client.projectID, startedAt: startedAt)
  }

  /// Signs in for real; `report` says how far it came also where this throws.
  func open(
    _ workspace: Workspace, requestTimeout: Int, startedAt: String, _ report: inout SignInReport
  ) async throws -> CloudVPNClient {
    let settings = settings(workspace)
    var configuration = CurlTransport.Configuration()
    configuration.totalTimeout = .seconds(requestTimeout)
    configuration.authorityFile = settings[.authorities]?.value
    configuration.userAgent = "\(Tool.name)/\(Tool.version)"
    if let proxy = settings[.proxy] { configuration.proxy = .address(try CloudPlaceOptions.proxy(proxy)) }
    let limits = pace.limits(workspace.settings)
    configuration.maxConnectionsPerHost = limits.concurrency
    let signIn = CloudSignIn(
      settings: settings, transport: try CurlTransport(configuration),
      metadataTransport: try CurlTransport(CloudPlaceOptions.nearby), pace: Pace(limits))
    return try await signIn.open(&report) { transport, report, secrets in
      guard let endpoint = report.endpoint, let project = report.project else { return transport }
      return try recording.recording(
        transport, workspace: workspace, endpoint: endpoint, region: report.region?.value,
        projectID: project.value, startedAt: startedAt, hiding: secrets)
    }
  }

  private func settings(_ workspace: Workspace) -> CloudSettings {
    let options: [CloudSetting: String?] = [
      .region: region, .project: projectID, .endpoint: endpoint, .identityEndpoint: identityEndpoint,
      .credentials: credentials, .profile: profile, .authorities: authorities, .proxy: proxy,
    ]
    return CloudSettings(
      environment: ProcessInfo.processInfo.environment, options: options.compactMapValues { $0 },
      files: workspace.settings.files.map { ($0.path, $0.values) })
  }

  /// The metadata service is one link away or not there at all, and never behind a proxy.
  private static var nearby: CurlTransport.Configuration {
    var configuration = CurlTransport.Configuration()
    configuration.connectTimeout = .seconds(1)
    configuration.totalTimeout = .seconds(3)
    configuration.sizeLimit = 1 << 20
    configuration.allowsPlainHTTP = true
    configuration.proxy = .none
    configuration.userAgent = "\(Tool.name)/\(Tool.version)"
    return configuration
  }

  private static func proxy(_ setting: Sourced) throws(InputError) -> HTTPOrigin {
    do throws(TransportError) {
      return try HTTPOrigin(
        parsing: setting.value.contains("://") ? setting.value : "http://\(setting.value)")
    } catch {
      throw InputError(
        "the proxy of \(setting.origin) cannot be used: \(error.reason)",
        remedy: "Give it as http://HOST:PORT. One with user and password goes into the variable HTTPS_PROXY.")
    }
  }
}
