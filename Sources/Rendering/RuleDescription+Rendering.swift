package import Diagnostics

extension RuleDescription {
  /// Remarks about what a device can express, and about what templates wrote.
  package static let rendering = capabilities + writing

  private static let capabilities = [
    RuleDescription(
      "capability-missing", .error, "The device cannot do what the intent demands.",
      why: "A weaker setting in its place would be a silent downgrade.",
      remedy: "Change the connection in the cloud to something that both ends can do.",
      example: "ike: {dh_group: 21}   (for a device that knows groups 14 and 19)"),
    RuleDescription(
      "capability-unknown", .warning, "It is not known whether the device can do it.",
      why: "Sources disagree, or nobody has tried.", remedy: "Try it on one device first.",
      example: "ipsec: {encryption: aes-256-gcm-16}   (which the platform file neither has nor excludes)"),
    RuleDescription(
      "capability-range", .error, "A number is out of the device's range.",
      why: "The device would refuse the line and keep its default.",
      remedy: "Choose a value that both ends take.",
      example: "ike: {lifetime_seconds: 604800}   (for a device that takes 86400 at most)"),
    RuleDescription(
      "capability-connections", .error, "The site has more connections than the templates write.",
      why: "The rest would be missing without a word.", remedy: "Spread the connections over two devices.",
      example: "connections: nine of them, for a platform whose limit is eight"),
    RuleDescription(
      "capability-policy-group", .error,
      "Two policy connections protect the same pairs with different IKE or IPsec policies.",
      why: "The device has one policy for the pairs: one of the tunnels would not come up.",
      remedy: "Give both the same policies in the cloud, or different pairs.",
      example: "berlin-1 and berlin-2: the same subnets, IKE group 14 in one and 19 in the other"),
    RuleDescription(
      "capability-ipv6", .error, "IPv6 addresses cannot be rendered yet.",
      why: "The templates write IPv4 only.", remedy: "Use an IPv4 gateway and IPv4 networks.",
      example: "cloud: {address: 2001:db8::10}"),
  ]

  private static let writing = [
    RuleDescription(
      "render-adapted", .warning, "A value was moved into the device's range.",
      why: "The ends need not agree on it.", remedy: "Nothing, unless the value matters to you.",
      example: "dpd: {interval_seconds: 3}   (for a device that takes 10 at least)"),
    RuleDescription(
      "render-incomplete", .error, "A fact of the site is not known.", why: "The configuration needs it.",
      remedy: "Add it to the site's facts.", example: "device: {wan: [{name: wan1}]}   (no interface)"),
    RuleDescription(
      "render-key", .error, "The template does not write a connection's key, or another one.",
      why: "The tunnel would have no key, or that of another site.",
      remedy: "Write {{ connection.key }} where the key belongs.",
      example: "pre-shared-key {{ connection.name }}"),
    RuleDescription(
      "render-line-length", .error, "A line is longer than the device takes.",
      why: "The device cuts it or refuses it.", remedy: "Shorten names or descriptions.",
      example: "description {{ site }} {{ connection.name }} … 300 characters, of which 240 are possible"),
    RuleDescription(
      "render-name", .error, "A name or number of an object is not possible on the device.",
      why: "The device would refuse it.",
      remedy: "Set a free number in device.numbers, or shorten the site's name.",
      example: "site: a name of 60 characters, of which the device's policies take 15"),
    RuleDescription(
      "render-unverified", .warning, "The platform file is not certain about something that was used.",
      why: "It comes from memory or from sources that disagree.", remedy: "Try it on one device first.",
      example: "devices/platforms/acme.yaml: a command with `confidence: unverified`"),
    RuleDescription(
      "render-version", .warning, "The software version has no number in it.",
      why: "The newest version is assumed.", remedy: "Write the version as the device shows it.",
      example: "--software-version latest"),
    RuleDescription(
      "nat-exemption", .note, "Address translation must leave the protected pairs alone.",
      why: "Translated packets match no selector and leave in clear.",
      remedy: "Deny the pairs in the translation's access list, before its permit.",
      example: "A policy connection for 10.20.0.0/16, and 10.0.0.0/8 translated on the same line."),
  ]
}
