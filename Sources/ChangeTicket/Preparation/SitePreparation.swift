package import ConfigTree
package import Diagnostics
import PlatformModel
package import Rendering
package import Secrets
package import VPNIntent
package import Validation

/// The whole way of one site: intent, rendered configuration, validation, plan, proof, bundle.
///
/// Made once a platform and used for any number of sites, in parallel too.
package struct SitePreparation: Sendable {
  package let renderer: Renderer
  package let preparation: ChangePreparation

  /// Compiles the platform's statements.
  package init(renderer: Renderer, tool: ToolIdentity) throws(PatternError) {
    self.renderer = renderer
    preparation = ChangePreparation(device: try PreparedPlatform(renderer.platform), tool: tool)
  }

  /// Prepares the change of a site.
  ///
  /// - Throws: `InputError` when a template is wrong.
  package func prepare(_ site: SiteRequest) throws(InputError) -> PreparedSite {
    let options = RenderOptions(
      softwareVersion: site.softwareVersion, numbers: site.numbers, tool: preparation.tool.name)
    let rendering = try renderer.render(site.intent, options: options)
    let report = Report(
      (site.remarks + rendering.findings).map { finding in
        var finding = finding
        finding.place = finding.place ?? SourcePlace(source: site.intentSource)
        return finding
      })
    guard let configuration = rendering.configuration else { return .refused(report) }
    var previous: PreviousFragment?
    if let before = site.previous {
      let found = try PreviousFragment.rendered(
        before, as: site.intent, renderer: renderer, device: preparation.device, options: options)
      guard case .fit(let fragment) = found else { return .refused(Report(found.findings)) }
      previous = fragment
    }
    var request = ChangeRequest(
      intent: site.intent, intentSource: site.intentSource, rendered: configuration.bytes,
      renderingFindings: report, names: configuration.names, previous: previous, running: site.running,
      keys: site.keys,
      tagKey: site.tagKey, exported: site.exported, options: site.options)
    request.version = (site.softwareVersion ?? site.intent.softwareVersion).flatMap { SoftwareVersion($0) }
    return .prepared(preparation.prepare(request))
  }
}

/// What a site's change is prepared from.
package struct SiteRequest: Sendable {
  package var intent: Intent
  /// What findings about the intent name as their place.
  package var intentSource: String
  /// What was intended for the site before: what it brought and the intent lacks is to go.
  package var previous: Intent?
  /// The device's present configuration; `nil`: there is none.
  package var running: [UInt8]?
  /// Wins over the intent's.
  package var softwareVersion: String?
  /// First free numbers by kind; they win over the intent's.
  package var numbers: [String: Int]
  /// The keys that are at hand.
  package var keys: [SecretReference: Secret]
  package var tagKey: TagKey?
  package var exported: [UInt8]?
  /// What was remarked before, when the intent was fetched; they become findings of the change.
  package var remarks: [Finding]
  package var options: ChangeOptions

  package init(
    intent: Intent, intentSource: String = "intent", previous: Intent? = nil, running: [UInt8]? = nil,
    softwareVersion: String? = nil,
    numbers: [String: Int] = [:], keys: [SecretReference: Secret] = [:], tagKey: TagKey? = nil,
    exported: [UInt8]? = nil, remarks: [Finding] = [], options: ChangeOptions = ChangeOptions()
  ) {
    self.intent = intent
    self.intentSource = intentSource
    self.previous = previous
    self.running = running
    self.softwareVersion = softwareVersion
    self.numbers = numbers
    self.keys = keys
    self.tagKey = tagKey
    self.exported = exported
    self.remarks = remarks
    self.options = options
  }
}

/// How a site's preparation ended.
package enum PreparedSite: Sendable {
  /// The device cannot express the intent: there is nothing to plan, and the report says why.
  case refused(Report)
  case prepared(PreparedChange)

  package var report: Report {
    switch self {
    case .refused(let report): report
    case .prepared(let change): change.report
    }
  }

  /// `findings`, `changes` or `done`.
  package var outcome: Outcome {
    switch self {
    case .refused: .findings
    case .prepared(let change): change.outcome
    }
  }

  /// `nil` for a site that was refused.
  package var bundle: ChangeBundle? {
    switch self {
    case .refused: nil
    case .prepared(let change): change.bundle
    }
  }
}
