import Cryptography
package import OrderedJSON

/// The local, dated, hashed copy of a region's supported devices: made to be committed and reviewed.
package struct RegistryMirror: Sendable, Hashable {
  package static let schema = "peerconf.registry/1"

  package var region: String
  /// Host that answered, with a port where it is not the usual one.
  package var endpoint: String
  /// UTC, RFC 3339.
  package var fetchedAt: String
  /// The rows as the cloud sent them, in its order, with members that are not understood.
  package var rawRows: [JSON]
  /// Normalised: sorted, each once.
  package var devices: [DeviceName]

  /// Makes a mirror of an answer to `supported-devices`.
  ///
  /// The list may be an array or a single object; a row may say `platform` instead of `model` and lack
  /// its type (`huawei-vpn-api.md` §4.10).
  ///
  /// - Throws: ``RegistryError`` for an answer that is no such list, or an empty one.
  package init(answer: [UInt8], region: String, endpoint: String, fetchedAt: String) throws(RegistryError) {
    let document: JSON
    do {
      document = try JSON(parsing: answer)
    } catch {
      throw RegistryError(.undecodable, "it is no JSON (\(error))")
    }
    guard let list = document["supported_devices"] else {
      throw RegistryError(.undecodable, "it has no member supported_devices")
    }
    let rows: [JSON]
    switch list {
    case .array(let items): rows = items
    case .object: rows = [list]
    default: throw RegistryError(.undecodable, "supported_devices is neither a list nor an object")
    }
    guard !rows.isEmpty else { throw RegistryError(.empty, "no rows") }
    try self.init(rows: rows, region: region, endpoint: endpoint, fetchedAt: fetchedAt)
  }

  private init(rows: [JSON], region: String, endpoint: String, fetchedAt: String) throws(RegistryError) {
    var names: Set<DeviceName> = []
    for (position, row) in rows.enumerated() {
      guard let name = RegistryMirror.name(of: row) else {
        throw RegistryError(.undecodable, "row \(position + 1) names no vendor")
      }
      names.insert(name)
    }
    self.region = region
    self.endpoint = endpoint
    self.fetchedAt = fetchedAt
    rawRows = rows
    devices = names.sorted()
  }

  private static func name(of row: JSON) -> DeviceName? {
    guard row.object != nil, let vendor = row["vendor"]?.string, !vendor.isEmpty else { return nil }
    return DeviceName(
      vendor: vendor, type: row["type"]?.string ?? "",
      model: row["model"]?.string ?? row["platform"]?.string ?? "", version: row["version"]?.string ?? "")
  }

  /// SHA-256 over the raw rows in compact form: changes exactly when the cloud's rows do.
  package var sha256: String { SHA256.hex(JSON.array(rawRows).bytes(.compact)) }
}

extension RegistryMirror {
  /// The mirror file's text.
  package var bytes: [UInt8] {
    let document: JSON = [
      "schema": .string(RegistryMirror.schema),
      "region": .string(region),
      "endpoint": .string(endpoint),
      "fetched_at": .string(fetchedAt),
      "sha256": .string(sha256),
      "devices": .array(
        devices.map { device in
          [
            "vendor": .string(device.vendor), "type": .string(device.type), "model": .string(device.model),
            "version": .string(device.version),
          ]
        }),
      "raw": .array(rawRows),
    ]
    return document.bytes()
  }

  /// Reads a mirror file and checks its hash and its rows.
  ///
  /// - Throws: ``RegistryError`` of kind `badMirror`.
  package init(reading content: [UInt8]) throws(RegistryError) {
    let document: JSON
    do {
      document = try JSON(parsing: content)
    } catch {
      throw RegistryError(.badMirror, "it is no JSON (\(error))")
    }
    guard document["schema"]?.string == RegistryMirror.schema else {
      throw RegistryError(.badMirror, "its schema is not \(RegistryMirror.schema)")
    }
    guard let region = document["region"]?.string, let endpoint = document["endpoint"]?.string,
      let fetchedAt = document["fetched_at"]?.string, let rows = document["raw"]?.array
    else { throw RegistryError(.badMirror, "region, endpoint, fetched_at or raw is missing") }
    do {
      try self.init(rows: rows, region: region, endpoint: endpoint, fetchedAt: fetchedAt)
    } catch {
      throw RegistryError(.badMirror, error.detail)
    }
    guard document["sha256"]?.string == sha256 else {
      throw RegistryError(.badMirror, "its rows do not have the hash that it states")
    }
    let listed = document["devices"]?.array?.map(RegistryMirror.name) ?? []
    guard listed == devices.map(Optional.some) else {
      throw RegistryError(.badMirror, "its device list does not follow from its raw rows")
    }
  }
}
