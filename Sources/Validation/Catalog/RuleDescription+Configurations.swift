package import Diagnostics

extension RuleDescription {
  /// The rules of the catalog, and remarks about what a change does to objects of others.
  package static let configurations = RuleCatalog.all.map(\.description) + collisions

  private static let collisions = [
    RuleDescription(
      "object-shared", .error, "The change alters an object on which a tunnel of somebody else stands.",
      why: "That tunnel would go down, or end at the cloud.",
      remedy: "Give the site another free number or name, for example in device.numbers.",
      example:
        "running:  proposal p1, used by the profiles `other` and `ours`\nplan:     another cipher in p1"),
    RuleDescription(
      "object-taken", .error, "The change alters an object that serves another purpose on this device.",
      why: "Its name or number is the one of the scheme by chance, and what needs it would break.",
      remedy: "Give the site another free number or name, for example in device.numbers.",
      example:
        "running:  access list 3100, which guards the management\nplan:     selectors in access list 3100"),
    RuleDescription(
      "use-displaced", .error, "The change takes somebody else's object out of use.",
      why: "An interface takes one policy only: the tunnels of the other one would go down.",
      remedy: "Use another WAN line, or bring both under one name by hand first.",
      example: "running:  wan0 has the policy `other`\nplan:     wan0 gets the policy `ours`"),
    RuleDescription(
      "part-unknown", .error,
      "The device is divided, and the part that the tunnels belong to is not told or not there.",
      why:
        "Lines outside of all virtual domains or systems are refused or change another one's, and a name that is not there makes a new one.",
      remedy: "Name a part that the device has in the site's facts, as device.context.",
      example: "running:  vsys vsys2 zone office\nintent:   no device.context"),
    RuleDescription(
      "route-shared", .warning, "After the change there is another route to a network of the cloud.",
      why:
        "Of two routes the better preference wins, and equal ones share: traffic leaves outside the tunnel.",
      remedy: "Remove it, or keep it as a fallback with a worse preference than the tunnel's.",
      example: "running:  route 172.20.0.0/24 wan0\nplan:     route 172.20.0.0/24 tunnel1"),
    RuleDescription(
      "peer-shared", .warning, "After the change another tunnel names the same gateway of the cloud.",
      why:
        "A device finds a tunnel by the address of its peer, and may take the key and proposals of the other.",
      remedy: "Remove what is left of an earlier tunnel, or give its name to the new one.",
      example:
        "running:  the peer `old` with the address 192.0.2.10\nplan:     the peer `cloud` with the same"),
    RuleDescription(
      "left-over", .warning, "A line stands on an object of the change, and the intent does not ask for it.",
      why: "An earlier intent may have brought it: a network that is gone is still sent into the tunnel.",
      remedy: "If an earlier intent brought it, give that with --previous; otherwise see who needs it.",
      example: "running:  wan0 has the profile `ours`\nplan:     the profile `ours`, on tunnel1 only"),
  ]
}

extension Rule {
  /// What there is to know about the rule; the example is in the words of no real device.
  package var description: RuleDescription {
    var text = "(in the words of no real device)\n\n" + example.marked
    if let changes = example.intent, !changes.isEmpty {
      text += "\n\nwith an intent that says\n\n" + changes.map(\.new).joined(separator: "\n")
    }
    return RuleDescription(id, severity, title, why: why, remedy: remedy, example: text)
  }
}
