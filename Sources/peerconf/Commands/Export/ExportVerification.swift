import CloudVPN
import ConfigTree
import Diagnostics
import IntentFetch
import PlatformModel
import Platforms
import VPNIntent
import Validation

/// An exported configuration, held against what the cloud says about its connection.
struct ExportVerification {
  let platform: Platform
  /// What the text and the connection disagree on, each with both places.
  let mismatches: [Finding]
  /// What was odd in the text or in the cloud's answers.
  let remarks: [Finding]

  /// Reads the text with the platform that it looks like, or that `named` is, and compares.
  ///
  /// The key is not compared: no answer of the cloud shows it.
  ///
  /// - Throws: `InputError` when no platform reads the text; `CloudError` when the connection cannot be fetched.
  init(
    of text: [UInt8], source: String, connection id: String, platform named: String?, catalog: Catalog,
    cloud: CloudConnector
  ) async throws {
    platform = try ExportVerification.platform(named, of: text, source: source, catalog)
    let validator: Validator
    do {
      validator = try Validator(platform: platform, rules: RuleCatalog.parameters)
    } catch {
      throw DeviceContext.error(error, platform: platform.id)
    }
    guard validator.readsParameters else {
      throw InputError(
        "peerconf reads files of \(platform.id), but not yet the tunnels in them",
        remedy: "Compare it by hand with `peerconf connections show \(id)`.")
    }
    let site = SiteDescription(
      site: "export", connections: [SiteDescription.ConnectionChoice(connection: id)], device: SiteFacts())
    let fetcher = IntentFetcher(client: cloud.client, region: cloud.region, projectID: cloud.projectID)
    let fetched = try await fetcher.fetch(site, fetchedAt: cloud.startedAt)
    let document = PlatformReader(platform, validator.grammar).matched(text, source: source)
    guard let intent = fetched.intent else {
      remarks = document.document.findings + fetched.findings
      mismatches = []
      return
    }
    let rules = Set(RuleCatalog.parameters.map(\.id))
    let report = validator.validate(ValidationInput(matched: document, intent: intent, isFragment: true))
    remarks = report.findings.filter { !rules.contains($0.rule) }
    mismatches = report.findings.filter { rules.contains($0.rule) }.map { finding in
      var finding = finding
      finding.counterpart = finding.counterpart?.address.map { CloudMember.place(of: $0, connection: id) }
      return finding
    }
  }

  private static func platform(
    _ named: String?, of text: [UInt8], source: String, _ catalog: Catalog
  ) throws -> Platform {
    let guess = Recogniser(try catalog.summaries()).recognise(text)
    let platform = try catalog.platform(id: try named ?? guess.resolved(source: source))
    guard let notation = guess.notation(of: platform.id) else { return platform }
    return platform.using(notation: notation) ?? platform
  }
}
