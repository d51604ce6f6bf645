import ArgumentParser
import CloudPermissions
import CloudVPN
import Diagnostics
import Foundation
import HTTPTransport
import OrderedJSON

struct AuthCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say which account would call which cloud, and prove it.",
    discussion: """
      Tells where credentials were looked for, which won and why the others did not, and region, endpoint and project \
      with what decided on them. The proof is one call that changes nothing: it lists one customer gateway, which needs \
      \(CloudVPNClient.proof.permission.policy.action). No key is shown.

      Exit codes: 0 it works, 65 settings missing or wrong, 69 no answer, 77 no credentials, refused or not allowed.

      Examples:
        peerconf auth check
        peerconf auth check --profile work --region cn-north-4
        peerconf auth check --no-proof --format json
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions
  @Flag(help: "Make no call of the VPN service.")
  var noProof = false
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func validate() throws {
    guard cloud.place.recording.replay == nil else {
      throw ValidationError("a check asks the cloud itself: leave --replay out")
    }
  }

  func run() async throws {
    let workspace = try workspace.locate()
    var check = AuthCheck()
    do {
      let client = try await cloud.place.open(
        workspace, requestTimeout: cloud.timeout, startedAt: Date().formatted(.iso8601), &check.report)
      if !noProof {
        try await client.prove()
        check.proof = .done
      }
    } catch let error as any OutcomeError {
      check.failure = error
      if check.report.project != nil { check.proof = .failed }
    }
    switch format {
    case .text: StandardOutput.write(check.text)
    case .json: StandardOutput.write(Report.document("peerconf.auth-check/1", check.members).text())
    }
    if let failure = check.failure { throw failure }
  }
}

/// What a check found out.
struct AuthCheck {
  enum Proof: String {
    case done
    case failed
    case skipped = "not tried"
  }

  var report = SignInReport()
  var proof = Proof.skipped
  var failure: (any OutcomeError)?
}

extension AuthCheck {
  /// A table of what was settled, and one of the sources.
  var text: String {
    func line(_ name: String, _ value: String?, _ origin: String?) -> [String] {
      [name, value.map { $0 + (origin.map { " (\($0))" } ?? "") } ?? "-"]
    }
    let rows = [
      line("account", report.account?.signIn.kind, report.account?.place),
      line("region", report.region?.value, report.region?.origin),
      line("endpoint", report.endpoint?.origin.description, report.endpoint.map(AuthCheck.origin)),
      line("identity service", report.identity?.value ?? "not needed", report.identity?.origin),
      line("project", report.project?.value, report.project?.origin),
      line(
        "proof", proof.rawValue,
        "\(CloudVPNClient.proof.phrase): \(CloudVPNClient.proof.permission.policy.action)"),
    ]
    let sources = report.lookups.map { [$0.source.rawValue, $0.finding.word, $0.finding.detail] }
    return TextTable(header: ["SETTING", "VALUE"], rows: rows).text() + "\n"
      + TextTable(header: ["SOURCE", "FINDING", "WHY"], rows: sources).text()
  }

  var members: JSONObject {
    func sourced(_ value: Sourced?) -> JSON {
      value.map { ["value": .string($0.value), "origin": .string($0.origin)] } ?? .null
    }
    var members: JSONObject = ["ok": .bool(failure == nil)]
    members["account"] =
      report.account.map { account in
        [
          "source": .string(account.source.rawValue), "kind": .string(account.signIn.kind),
          "place": .string(account.place),
        ]
      } ?? .null
    members["region"] = sourced(report.region)
    members["endpoint"] = sourced(
      report.endpoint.map { Sourced($0.origin.description, from: AuthCheck.origin($0)) })
    members["identity_service"] = sourced(report.identity)
    members["project"] = sourced(report.project)
    members["proof"] = [
      "result": .string(proof.rawValue), "operation": .string(CloudVPNClient.proof.rawValue),
      "actions": .array(CloudVPNClient.proof.permission.actionNames.map(JSON.string)),
    ]
    members["sources"] = .array(
      report.lookups.map { lookup in
        [
          "source": .string(lookup.source.rawValue), "finding": .string(lookup.finding.word),
          "why": .string(lookup.finding.detail),
        ]
      })
    if let failure {
      members["error"] = [
        "message": .string(failure.description), "exit_code": JSON(Int(failure.outcome.rawValue)),
      ]
    }
    return members
  }

  private static func origin(_ endpoint: CloudEndpoint) -> String {
    switch endpoint.source {
    case .explicit: CloudSetting.endpoint.option
    case .environment(let name), .file(let name): name
    case .table: "the table of regions"
    }
  }
}

extension CredentialLookup.Finding {
  /// One word for tables and tools.
  fileprivate var word: String {
    switch self {
    case .used: "used"
    case .outranked: "outranked"
    case .absent: "absent"
    case .broken: "broken"
    case .skipped: "skipped"
    }
  }

  fileprivate var detail: String {
    switch self {
    case .used(let text), .outranked(let text), .absent(let text), .broken(let text), .skipped(let text): text
    }
  }
}
