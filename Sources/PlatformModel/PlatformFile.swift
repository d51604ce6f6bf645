package import Diagnostics

/// A platform as it stands in a file.
package struct PlatformFile: Sendable {
  /// The neutral data, as read.
  package let data: DataNode
  /// `nil` when there are errors among the findings.
  package let platform: Platform?
  /// Everything that is wrong with it, in the order of the file.
  package let findings: [Finding]

  /// Reads YAML; throws only for a text that cannot be read at all.
  package init(yaml bytes: [UInt8], source: String) throws(InputError) {
    self.init(try YAMLReader.read(bytes, source: source))
  }

  /// Decodes data that was read already.
  ///
  /// `isChecked`: the same data has been through this before, so patterns need no trial compilation; it would be a third
  /// of the time.
  package init(_ data: DataNode, isChecked: Bool = false) {
    let log = DecodingLog()
    self.data = data
    platform = PlatformDecoder(scope: DecodingScope(log: log), compilesGrammar: !isChecked).platform(data)
    findings = log.findings.sorted(by: Finding.inReportOrder)
  }
}
