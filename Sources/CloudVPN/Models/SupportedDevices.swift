package import OrderedJSON

/// The devices for which the service can write a configuration, and the answer they came in.
package struct SupportedDevices: Sendable, Hashable {
  /// In the service's order, duplicates included.
  package var devices: [SupportedDevice]
  /// The answer's body byte for byte.
  package var body: [UInt8]
  /// The answer as a value.
  package var raw: JSON
  package var requestID: String?
}

/// One row of the list; compared exactly, case included (facts §4.10).
package struct SupportedDevice: Sendable, Hashable {
  package var vendor: String?
  /// Series; some answers lack it, and export needs it.
  package var type: String?
  /// Member `model`, or `platform` in the other shape that is described for this call.
  package var model: String?
  package var version: String?
  /// The row as sent, unknown members included.
  package var raw: JSON

  /// A row made from a user's words.
  package init(vendor: String, type: String, model: String, version: String) {
    self.vendor = vendor
    self.type = type
    self.model = model
    self.version = version
    raw = [
      "vendor": .string(vendor), "type": .string(type), "model": .string(model), "version": .string(version),
    ]
  }

  /// `nil` where the row is no object.
  package init?(_ raw: JSON) {
    guard raw.object != nil else { return nil }
    self.raw = raw
    vendor = raw.text("vendor")
    type = raw.text("type")
    model = raw.text("model") ?? raw.text("platform")
    version = raw.text("version")
  }

  /// Whether export can be asked for this row: all four parts are there.
  package var isExportable: Bool {
    [vendor, type, model, version].allSatisfy { $0?.isEmpty == false }
  }
}

extension SupportedDevice: CustomStringConvertible {
  /// `VENDOR/TYPE/MODEL/VERSION`, with `?` for a missing part.
  package var description: String {
    [vendor, type, model, version].map { $0 ?? "?" }.joined(separator: "/")
  }
}
