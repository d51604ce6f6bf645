package import Diagnostics
import Documents
import OrderedJSON

/// A document that was read: its value, unless an error makes it unusable, and everything that is to say about it.
package struct Reading<Value: Sendable>: Sendable {
  package var value: Value?
  package var findings: [Finding]

  /// Reads the object of a document and gives every remark its place.
  init(_ document: DocumentText, _ read: (ObjectReader) -> Value?) {
    let remarks = Remarks()
    let value = ObjectReader(document.json, at: MemberPath(), remarks).flatMap { reader in
      let value = read(reader)
      reader.finish()
      return value
    }
    findings = remarks.findings(in: document)
    self.value = findings.contains { $0.severity == .error } ? nil : value
  }
}

extension Intent {
  /// Reads an intent, JSON or YAML.
  ///
  /// Errors in single members are findings, all of them collected; so are those of ``remarks()``.
  ///
  /// - Throws: `InputError` when the text is neither JSON nor YAML.
  package static func read(_ bytes: [UInt8], source: String) throws(InputError) -> Reading<Intent> {
    let document = try DocumentText(bytes, source: source)
    var reading = Reading(document, Intent.init)
    if let intent = reading.value { reading.findings += intent.consistency().findings(in: document) }
    reading.findings.sort(by: Finding.inReportOrder)
    return reading
  }
}

extension SiteDescription {
  /// Reads a site's description, JSON or YAML.
  ///
  /// - Throws: `InputError` when the text is neither JSON nor YAML.
  package static func read(_ bytes: [UInt8], source: String) throws(InputError) -> Reading<SiteDescription> {
    Reading(try DocumentText(bytes, source: source), SiteDescription.init)
  }

  /// Reads a list of sites: `sites:` with their descriptions, and beside it `platform`, `software_version` and
  /// `key` for those that do not say their own.
  ///
  /// - Throws: `InputError` when the text is neither JSON nor YAML.
  package static func list(_ bytes: [UInt8], source: String) throws(InputError) -> Reading<[SiteDescription]>
  {
    Reading(try DocumentText(bytes, source: source)) { reader in
      let platform = reader.value("platform", required: false, Values.text(.site))
      let version = reader.value("software_version", required: false, Values.version)
      let key = reader.value("key", required: false, Values.reference)
      var names: Set<String> = []
      return reader.list("sites", count: 1...100_000) { value, path -> SiteDescription? in
        guard let inner = ObjectReader(value, at: path, reader.remarks) else { return nil }
        defer { inner.finish() }
        guard var site = SiteDescription(inner) else { return nil }
        if !names.insert(site.site).inserted {
          reader.remarks.error("intent-duplicate", path, "another site has the name \(site.site)")
        }
        site.platform = site.platform ?? platform
        site.softwareVersion = site.softwareVersion ?? version
        site.key = site.key ?? key
        return site
      }
    }
  }
}
