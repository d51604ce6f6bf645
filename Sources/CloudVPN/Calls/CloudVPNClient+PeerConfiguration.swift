import CloudPermissions
import OrderedJSON
import Secrets

extension CloudVPNClient {
  /// Reads the devices for which ``peerConfiguration(of:for:)`` can be asked (facts §4.10).
  package func supportedDevices() async throws(CloudError) -> SupportedDevices {
    let call = CloudCall(
      operation: .listSupportedDevices, path: ["peer-configuration", "supported-devices"])
    let answer = try await answer(to: call)
    guard let rows = answer.json.list("supported_devices") else {
      throw bad(answer, of: call, "JSON without supported_devices")
    }
    var devices: [SupportedDevice] = []
    for (place, row) in rows.enumerated() {
      guard let device = SupportedDevice(row) else {
        throw bad(answer, of: call, "a list in which row \(place + 1) is no object")
      }
      devices.append(device)
    }
    return SupportedDevices(
      devices: devices, body: answer.body, raw: answer.json, requestID: answer.requestID)
  }

  /// Lets the service write the configuration of the device at the other end (facts §4.9).
  ///
  /// It only reads, though it is a POST, so it is repeated like the others; it needs a right of its own.
  package func peerConfiguration(
    of connectionID: String, for device: SupportedDevice
  ) async throws(CloudError) -> PeerConfiguration {
    var call = CloudCall(
      operation: .exportPeerConfiguration, method: "POST",
      path: ["vpn-connection", connectionID, "peer-configuration", "export"],
      resource: "connection \(connectionID)", answersSecret: true)
    try check(connectionID, for: call)
    guard device.isExportable, let vendor = device.vendor, let type = device.type, let model = device.model,
      let version = device.version
    else {
      throw CloudError(
        .badRequest, call, endpoint: endpoint,
        detail: "the device \(PrintableText.line("\(device)", limit: 120, hiding: [])) lacks a part; "
          + "export needs vendor, type, model and version")
    }
    let body: JSON = [
      "vendor": .string(vendor), "type": .string(type), "model": .string(model), "version": .string(version),
    ]
    call.body = body.bytes(.compact)
    let answer = try await answer(to: call)
    guard let text = answer.json["peer_config"]?.string, !text.isEmpty else {
      throw bad(answer, of: call, "JSON without the text peer_config")
    }
    return PeerConfiguration(text: Secret(text), requestID: answer.requestID)
  }
}
