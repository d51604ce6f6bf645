package import Diagnostics
import IPAddressing
package import Jinja
package import PlatformModel
package import Platforms
import Secrets
package import VPNIntent

/// Writes intents as configurations of one platform.
///
/// Made once a platform and used for any number of sites, in parallel too; the same input gives the same bytes.
package struct Renderer: Sendable {
  package let platform: Platform
  private let environment: Environment

  /// Takes the templates by name: `<folder>/<file>` of the platform and `_shared/<file>`.
  ///
  /// `_shared/names.json` among them is the table of names for the network filters.
  /// `coverage` counts the branches that renders take.
  package init(platform: Platform, templates: [String: [UInt8]], coverage: Coverage? = nil) {
    self.platform = platform
    environment = TemplateLanguage.environment(
      loader: DictionaryLoader(templates), names: templates[TemplateLanguage.namesTable], coverage: coverage)
  }

  /// Takes platform and templates from a catalog.
  package init(platform id: String, in catalog: Catalog) throws(InputError) {
    let platform = try catalog.platform(id: id)
    try platform.requireWriting()
    self.init(platform: platform, templates: try catalog.templates(of: platform))
  }

  /// Checks what the device can do, then writes the configuration.
  ///
  /// - Throws: `InputError` with the place in the template when a template is wrong.
  package func render(_ intent: Intent, options: RenderOptions = RenderOptions()) throws(InputError)
    -> RenderResult
  {
    var findings = intent.remarks()
    let written = options.softwareVersion ?? intent.softwareVersion
    let version = written.flatMap { SoftwareVersion($0) }
    if let written, version == nil {
      findings.append(
        Finding(
          rule: "render-version", severity: .warning,
          message: "the software version \(written.prefix(40)) has no number in it; the newest is assumed"))
    }
    let spelling = Spelling(platform: platform, version: version)
    let check = CapabilityCheck(intent, spelling)
    findings += check.findings
    guard !findings.hasErrors, let layout = SiteLayout(intent) else {
      return RenderResult(findings: findings)
    }

    var naming = ObjectNames(
      platform: platform, site: intent.site,
      numbers: intent.device.numbers.merging(options.numbers) { _, own in own })
    let names = layout.connections.enumerated().map { naming.names(of: $1, at: $0) }
    findings += naming.findings
    guard !findings.hasErrors else { return RenderResult(findings: findings) }

    let context = RenderContext(
      intent: intent, layout: layout, names: names, spelling: spelling,
      header: header(intent, options, unverified: check.unverified))
    let (bytes, map) = try write(context, isExplained: options.explains)
    findings += complaints(about: bytes, intent)
    guard !findings.hasErrors else { return RenderResult(findings: findings) }
    let configuration = RenderedConfiguration(
      bytes: bytes, names: zip(layout.connections, names).map { recipeNames($0.connection, $1) },
      references: Set(intent.connections.map(\.key)), comments: platform.comments,
      sourceMap: map)
    return RenderResult(configuration: configuration, findings: findings)
  }

  private func write(
    _ context: RenderContext, isExplained: Bool
  ) throws(InputError) -> ([UInt8], SourceMap?) {
    let name = "\(platform.template.folder)/\(platform.template.entry)"
    do throws(TemplateError) {
      guard isExplained else { return (try environment.template(named: name).render(context.value), nil) }
      return try environment.explain(name, context.value)
    } catch {
      let way = error.stack.map { ", from \($0.what) at \($0.template):\($0.line)" }.joined()
      throw InputError(
        "the template failed: \(error.message)\(way)",
        at: SourcePlace(
          source: "templates/\(error.template ?? name)", line: error.line, column: error.column),
        remedy: error.kind == .undefined ? "docs/templates.md lists the variables that templates get." : nil,
        excerpt: error.excerpt)
    }
  }

  /// The first lines of the configuration; no times, so that equal intents give equal texts.
  private func header(_ intent: Intent, _ options: RenderOptions, unverified: [String]) -> [String] {
    var lines = [
      "Written by \(options.tool) for site \(intent.site), platform \(platform.id)",
      "Intent \(intent.sha256)",
      "Platform data: \(platform.provenance.confidence.rawValue)",
    ]
    if !unverified.isEmpty { lines.append("Not verified: \(unverified.joined(separator: ", "))") }
    return lines
  }

  private func recipeNames(_ connection: Connection, _ names: [(key: String, name: String)]) -> [String:
    String]
  {
    var all = Dictionary(names.map { ($0.key, $0.name) }) { first, _ in first }
    all["peer"] = connection.cloud.address?.description
    return all
  }

  /// What a template can get wrong without failing.
  private func complaints(about bytes: [UInt8], _ intent: Intent) -> [Finding] {
    var findings: [Finding] = []
    let used = Set(SecretPlaceholder.all(in: bytes).map(\.reference))
    for connection in intent.connections
    where platform.writes == .tunnels && !used.contains(connection.key) {
      findings.append(
        Finding(
          rule: "render-key", severity: .error,
          message: "connection \(connection.name): the template does not write its key",
          remedy: "A template writes {{ connection.key }} where the key belongs."))
    }
    for reference in used.subtracting(intent.connections.map(\.key)).sorted(by: { $0.text < $1.text }) {
      findings.append(
        Finding(
          rule: "render-key", severity: .error,
          message: "the text asks for the key \(reference), which no connection names"))
    }
    if let limit = platform.limits.lineLength,
      let long = bytes.split(separator: 0x0A).first(where: { $0.count > limit })
    {
      let start = String(decoding: long.prefix(40), as: UTF8.self)
      findings.append(
        Finding(
          rule: "render-line-length", severity: .error,
          message: "the line \"\(start)…\" is longer than the \(limit) characters that \(platform.name) takes"
        ))
    }
    return findings
  }
}

extension [Finding] {
  fileprivate var hasErrors: Bool { contains { $0.severity == .error } }
}
