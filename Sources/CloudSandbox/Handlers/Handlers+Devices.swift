import OrderedJSON

extension Handlers {
  /// The rows in the seed's shape.
  func supportedDevices() -> JSON {
    switch seed.devices.shape {
    case .array: return .array(seed.devices.rows)
    case .object: return seed.devices.rows.first ?? .array([])
    case .platform:
      return .array(
        seed.devices.rows.map { row in
          var row = row.object ?? [:]
          row["platform"] = row["model"]
          row["type"] = nil
          row["model"] = nil
          return .object(row)
        })
    }
  }

  /// The text for a connection and a device, when the device is exactly one of the rows.
  func exportedConfiguration(_ call: Call) throws(Refusal) -> String {
    let connection = try find(call.id).connection
    let json: JSON
    do {
      json = try JSON(parsing: call.body, depthLimit: 20)
    } catch {
      throw .invalid("the body is no JSON: \(error)")
    }
    guard let device = json.object else { throw .invalid("the body is no JSON object") }
    let names = ["vendor", "type", "model", "version"]
    for name in names {
      guard let value = device[name]?.string, !value.isEmpty else {
        throw .invalid("\(name) must be a string and not empty")
      }
    }
    // By bytes: the service compares exactly, while two Swift strings are equal after normalisation.
    let isSupported = seed.devices.rows.contains { row in
      names.allSatisfy { name in
        guard let own = row[name]?.string, let wanted = device[name]?.string else { return false }
        return own.utf8.elementsEqual(wanted.utf8)
      }
    }
    guard isSupported else { throw .invalid("no supported device has this vendor, type, model and version") }
    if let text = connection.peerConfiguration { return text.text }
    return PeerConfigurationWriter(
      connection: connection, device: names.compactMap { device[$0]?.string }
    ).text()
  }
}
