import OrderedJSON

/// Lines of a connection's log, in the service's form: an epoch and a line such as syslog writes.
struct LogLine {
  private let cloud: String
  private let device: String
  private let status: String

  init(_ record: ConnectionRecord, gateway: SandboxSeed.Resource?) {
    let ike = record.connection.resource.object["ikepolicy"]
    let end = record.text("vgw_ip")
    cloud =
      gateway.flatMap { gateway in
        ["eip1", "eip2"].compactMap { gateway.object[$0] }.first { $0["id"]?.string == end }?["ip_address"]?
          .string
      } ?? end
    device = ike?["peer_id"]?.string ?? "0.0.0.0"
    status = record.status
  }

  /// What a gateway would have written by now about a connection in this state, oldest first.
  func generated(now: Instant) -> [JSON] {
    let outcome =
      status == "ACTIVE"
      ? ["phase 1 established", "phase 2 established"]
      : status == "PENDING_CREATE" ? [] : ["negotiation failed", "negotiation failed"]
    let reason = status == "ACTIVE" ? nil : "peer does not answer"
    return outcome.enumerated().map { place, text in
      line(at: Instant(seconds: now.seconds - 60 * (outcome.count - place)), text, reason: reason)
    }
  }

  func event(_ event: ConnectionRecord.Event) -> JSON { line(at: event.time, event.text, reason: nil) }

  private func line(at time: Instant, _ text: String, reason: String?) -> JSON {
    let stamp = time.extendedFormat(fractionDigits: 6).dropLast() + "+00:00"
    let tail = reason.map { ", Reason=[\($0)]" } ?? ""
    return [
      "time": JSON(time.seconds),
      "raw_message": .string(
        "\(stamp) node-1 ipsec_ike[4242]: [\(cloud)] \(text) (PeerAddress=[\(device)], PeerPort=[500]\(tail))"
      ),
    ]
  }

  static func statusChanged(to status: String) -> String {
    switch status {
    case "ACTIVE": "phase 2 established"
    case "DOWN": "waiting for the peer"
    default: "connection is \(status.lowercased())"
    }
  }
}
