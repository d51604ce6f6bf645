package import OrderedJSON

/// One IPsec security association as the cloud counts it.
package struct SecurityAssociation: Sendable, Hashable {
  package var id: String?
  /// The cloud's side, a CIDR.
  package var source: String?
  /// The customer's side, a CIDR.
  package var destination: String?
  package var packetsSent: Counter?
  package var packetsReceived: Counter?
  package var bytesSent: Counter?
  package var bytesReceived: Counter?
  /// When the counters were read, as the service wrote it.
  package var collectedAt: String?
  package var raw: JSON

  /// A count that documents call an integer and SDKs a decimal: a whole number where it is one.
  package struct Counter: Sendable, Hashable, CustomStringConvertible {
    package var value: Double
    package var whole: Int?

    init?(_ raw: JSON, _ name: String) {
      guard let member = raw[name], let text = raw.text(name), let value = Double(text), value.isFinite else {
        return nil
      }
      self.value = value
      whole = member.integer ?? Int(text) ?? Int(exactly: value)
    }

    package var description: String { whole.map(String.init) ?? "\(value)" }
  }

  init(_ raw: JSON) {
    self.raw = raw
    id = raw.text("id")
    source = raw.text("source_ip_cidr")
    destination = raw.text("dest_ip_cidr")
    packetsSent = Counter(raw, "packets_sent")
    packetsReceived = Counter(raw, "packets_recv")
    bytesSent = Counter(raw, "traffic_sent")
    bytesReceived = Counter(raw, "traffic_recv")
    collectedAt = raw.text("collected_at")
  }

  /// ``collectedAt`` in UTC to the second; as it came where it is no time.
  package var collected: String? {
    collectedAt.map { text in CivilTime(timestamp: text)?.text ?? text }
  }
}
