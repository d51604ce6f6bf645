import Diagnostics
import IPAddressing
import VPNIntent

/// The addresses inside the tunnel cannot work.
struct InsideAddressPair: Rule {
  let id = "inside-address-pair"
  let severity = Severity.error
  let title =
    "The two inside addresses are hosts of one /30 in 169.254.0.0/16, outside 169.254.195.0/24, used once."
  let why =
    "The cloud refuses other pairs, keeps 169.254.195.0/24 for itself, and two tunnels cannot share one network."
  let remedy = "Take the two addresses from the connection in the cloud, or give it a free /30."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing("169.254.70.2/30", with: "169.254.70.6/30"),
    intent: [("inside: 169.254.70.2/30", "inside: 169.254.70.6/30")], elsewhere: 1)

  func check(_ context: ValidationContext) -> [Finding] {
    guard let intent = context.intent else { return [] }
    var findings: [Finding] = []
    var networks: [(network: IPv4Prefix, name: String)] = []
    for connection in intent.connections where connection.mode.hasTunnel {
      guard let cloud = connection.cloud.inside, let device = connection.device.inside else { continue }
      if let problem = InsideAddressPair.problem(cloud, device) {
        findings.append(
          intentFinding(
            context, "Connection \(connection.name): \(problem) (cloud \(cloud), device \(device))."))
      }
      if let other = networks.first(where: { $0.network.overlaps(device.network) }) {
        findings.append(
          intentFinding(
            context,
            "Connection \(connection.name) has its inside addresses in the network of \(other.name), \(other.network)."
          ))
      }
      networks.append((device.network, connection.name))
    }
    return findings
  }

  private static func problem(_ cloud: IPv4InterfaceAddress, _ device: IPv4InterfaceAddress) -> String? {
    if !cloud.address.isLinkLocal || !device.address.isLinkLocal {
      return "the inside addresses are not in 169.254.0.0/16"
    }
    if cloud.length != 30 || device.length != 30 { return "the inside network is no /30" }
    if cloud.network != device.network { return "the inside addresses are in different networks" }
    if cloud.address.value >> 8 & 0xFF == 195 { return "169.254.195.0/24 belongs to the cloud" }
    if !cloud.isHost || !device.isHost {
      return "an inside address is the network's or the broadcast address"
    }
    return cloud == device ? "both ends have the same inside address" : nil
  }
}
