package import Diagnostics

extension RuleDescription {
  /// Remarks about comparisons and plans.
  package static let planning = [
    RuleDescription(
      "key-unverifiable", .warning, "Nobody can tell whether the device has the intended key.",
      why: "The device shows it encoded, salted or starred out.",
      remedy: "`--keys set` sets it again, `--keys keep` leaves it.",
      example: "running:  key cipher %^%#…\nintended: a key that is known in clear"),
    RuleDescription(
      "object-in-use", .error, "An object that is to go is used by a line that is to stay.",
      why: "The device refuses to remove it.", remedy: "Point the line at another object, or keep this one.",
      example: "proposal p1   (to be removed)\nprofile other\n uses proposal p1   (somebody else's)"),
    RuleDescription(
      "object-mentioned", .warning, "A line that no rule knows has the name of an object that is to go.",
      why: "It may need it: the device refuses the removal, or what the line does ends with it.",
      remedy: "If it needs it, point it at something else first.",
      example: "running:  zone vpn has the member tunnel.902\nplan:     delete tunnel.902"),
    RuleDescription(
      "key-shared", .error, "Another item of the menu has what ours is found by.",
      why: "A command that finds both changes both, which nobody has planned for the other one.",
      remedy: "Give one of them another comment or name on the device, fetch its file again, and plan anew.",
      example: "/ip firewall nat has two rules with comment=pc-1-1"),
    RuleDescription(
      "not-first", .warning, "A rule of ours stands behind rules of others, where it may do nothing.",
      why: "The first rule that fits counts: one that translates or drops takes the packets before.",
      remedy: "Move it before them on the device.",
      example: "chain=srcnat action=masquerade stands before chain=srcnat comment=pc-1-1 action=accept"),
    RuleDescription(
      "second-of-a-kind", .error, "The device has a line of a kind of which it can have one only.",
      why: "It refuses the second one: a router runs one BGP process.",
      remedy: "Let the intent say what the device has, or take that line away first.",
      example: "running:  bgp 64512\nintended: bgp 65010"),
    RuleDescription(
      "section-absent", .warning, "The plan writes into a section that the device does not seem to have.",
      why: "No command makes a physical interface: the device refuses the line.",
      remedy: "Check the name in the site's facts.",
      example: "device: {wan: [{interface: wan9, …}]}   (the running file has wan0 and wan1)"),
    RuleDescription(
      "switched-off", .error, "A line keeps something switched off that the change needs.",
      why: "The tunnel would be there and carry nothing, for the sake of a line that nobody looks at.",
      remedy: "Ask who wrote the line; take it away on the device, fetch its file again, and plan anew.",
      example: "interface wan0\n shutdown   (the tunnel's WAN line)"),
    RuleDescription(
      "plan-order-cycle", .warning, "Some commands need each other in a circle.",
      why: "The device may refuse one of them.", remedy: "Read the commands before using them.",
      example: "Removing a needs b gone, and removing b needs a gone."),
  ]
}
