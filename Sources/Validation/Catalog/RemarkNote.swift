package import Diagnostics

/// What people need to know about a finding that no rule of the catalog makes: those of reading, rendering, planning,
/// proving and bundling.
package struct RemarkNote: Sendable, Hashable {
  package let id: String
  package let severity: Severity
  /// What it means, one sentence.
  package let title: String
  package let why: String
  package let remedy: String

  init(_ id: String, _ severity: Severity, _ title: String, why: String, remedy: String) {
    self.id = id
    self.severity = severity
    self.title = title
    self.why = why
    self.remedy = remedy
  }
}

extension RemarkNote {
  /// By where they come from.
  package static let all: [RemarkNote] =
    reading + intents + requests + rendering + planning + proving + bundling

  private static let reading = [
    RemarkNote(
      "config-unterminated-text", .warning, "A banner or certificate begins and has no end.",
      why: "Everything below it may have been taken for its text.",
      remedy: "Check whether the file was cut off."),
    RemarkNote(
      "config-too-deep", .warning, "Sections are nested deeper than on any device.",
      why: "The rest is read as if it were not nested.",
      remedy: "Check whether this is a device configuration."),
    RemarkNote(
      "config-nul-byte", .warning, "A line holds a NUL byte, which no device writes.",
      why: "The file may be damaged, or no text at all.", remedy: "Collect the file again."),
    RemarkNote(
      "config-too-large", .warning, "The file is too large to be read.",
      why: "Nothing in it was looked at.", remedy: "Give the configuration alone."),
  ]

  private static let requests = [
    RemarkNote(
      "connection-type", .error, "A member of a request to the cloud has a value of the wrong type.",
      why: "The cloud would refuse the request, or read something else.",
      remedy: "Write it as the cloud's API describes it."),
    RemarkNote(
      "connection-missing", .error, "A member that the cloud needs is not in the request.",
      why: "Only what was given is sent; a default would be a guess.", remedy: "Add the member."),
    RemarkNote(
      "connection-value", .error, "The documentation does not allow this value.",
      why: "The cloud would refuse the request.", remedy: "Give one of the values that the remark names."),
    RemarkNote(
      "connection-range", .error, "A number or a count is out of the documented range.",
      why: "The cloud would refuse the request.", remedy: "Give a value of the range."),
    RemarkNote(
      "connection-style", .error, "A member belongs to another style of connection.",
      why: "The cloud refuses some members by their presence alone, even when they are false.",
      remedy: "Remove it."),
    RemarkNote(
      "connection-duplicate", .error, "Two rules of a connection have the same source or index.",
      why: "The cloud takes each source once.", remedy: "Put both into one rule."),
    RemarkNote(
      "connection-fixed", .error, "The member cannot be changed after the connection was made.",
      why: "The cloud's request for changes does not have it.",
      remedy: "Delete the connection and create another."),
    RemarkNote(
      "connection-answer-member", .error, "The member stands in the cloud's answers only.",
      why: "It was probably copied from `connections show`.", remedy: "Remove it."),
    RemarkNote(
      "connection-unknown-member", .warning, "No page of the cloud names the member.",
      why: "It may be mistyped, and then the cloud may ignore it; a name near a known one is an error.",
      remedy: "Correct or remove it."),
    RemarkNote(
      "connection-key", .error, "The key is no reference, or no key that the cloud takes.",
      why: "Requests are files; a key in one is read by everybody who reads the file.",
      remedy: "Write env:NAME, file:PATH or cmd:COMMAND, and change a key that stood in a file."),
    RemarkNote(
      "connection-unverified", .warning, "Sources disagree about the value, or none describes it.",
      why: "The cloud may refuse it or read it otherwise; it is sent as it is.",
      remedy: "Look at the connection afterwards."),
    RemarkNote(
      "connection-weak", .note, "The cloud's documentation calls the value weak.",
      why: "It advises against it for new connections.",
      remedy: "Take a GCM cipher, SHA-2 and group 15 or higher where the device can."),
  ]

  private static let intents = [
    RemarkNote(
      "intent-schema", .error, "The document is of another schema than this version reads.",
      why: "Its members may mean something else.", remedy: "Fetch the intent again with this version."),
    RemarkNote(
      "intent-type", .error, "A member has a value of the wrong type.", why: "It cannot be read.",
      remedy: "Compare the document with `peerconf intent schema`."),
    RemarkNote(
      "intent-missing", .error, "A member that is always needed is not there.",
      why: "A default would be a guess.", remedy: "Add it; `peerconf intent schema` names them all."),
    RemarkNote(
      "intent-unknown-member", .warning, "A member is not known and not read.",
      why: "It may be mistyped, and then its value has no effect.", remedy: "Correct or remove it."),
    RemarkNote(
      "intent-value", .error, "A text or number cannot be what the member stands for.",
      why: "It would end up in a device's configuration.", remedy: "Correct the value."),
    RemarkNote(
      "intent-range", .error, "A number is out of the cloud's range.",
      why: "The cloud has no such connection.",
      remedy: "Use a value that the cloud takes."),
    RemarkNote(
      "intent-key", .error, "The key is not a reference.",
      why: "An intent says where a key is kept, and never holds it.",
      remedy: "Write env:NAME, file:PATH or cmd:COMMAND, and change a key that stood in a file."),
    RemarkNote(
      "intent-duplicate", .error, "Two connections, lines or sites have the same name or id.",
      why: "Nobody can tell which one is meant.", remedy: "Rename one of them."),
    RemarkNote(
      "intent-undefined", .error, "A connection names a line that the site does not have.",
      why: "The tunnel would have no interface.",
      remedy: "Add the line under device.wan, or correct the name."),
    RemarkNote(
      "intent-incomplete", .error, "Something that this kind of connection needs is not there.",
      why: "A half-written tunnel does not come up.", remedy: "Add what the message names."),
    RemarkNote(
      "intent-combination", .error, "Two members exclude each other.",
      why: "One of the ends would refuse the negotiation.", remedy: "Change one of them."),
  ]

  private static let rendering = [
    RemarkNote(
      "capability-missing", .error, "The device cannot do what the intent demands.",
      why: "A weaker setting in its place would be a silent downgrade.",
      remedy: "Change the connection in the cloud to something that both ends can do."),
    RemarkNote(
      "capability-unknown", .warning, "It is not known whether the device can do it.",
      why: "Sources disagree, or nobody has tried.", remedy: "Try it on one device first."),
    RemarkNote(
      "capability-range", .error, "A number is out of the device's range.",
      why: "The device would refuse the line and keep its default.",
      remedy: "Choose a value that both ends take."),
    RemarkNote(
      "capability-connections", .error, "The site has more connections than the templates write.",
      why: "The rest would be missing without a word.", remedy: "Spread the connections over two devices."),
    RemarkNote(
      "capability-ipv6", .error, "IPv6 addresses cannot be rendered yet.",
      why: "The templates write IPv4 only.", remedy: "Use an IPv4 gateway and IPv4 networks."),
    RemarkNote(
      "render-adapted", .warning, "A value was moved into the device's range.",
      why: "The ends need not agree on it.", remedy: "Nothing, unless the value matters to you."),
    RemarkNote(
      "render-incomplete", .error, "A fact of the site is not known.", why: "The configuration needs it.",
      remedy: "Add it to the site's facts."),
    RemarkNote(
      "render-key", .error, "The template does not write a connection's key, or another one.",
      why: "The tunnel would have no key, or that of another site.",
      remedy: "Write {{ connection.key }} where the key belongs."),
    RemarkNote(
      "render-line-length", .error, "A line is longer than the device takes.",
      why: "The device cuts it or refuses it.", remedy: "Shorten names or descriptions."),
    RemarkNote(
      "render-name", .error, "A name or number of an object is not possible on the device.",
      why: "The device would refuse it.",
      remedy: "Set a free number in device.numbers, or shorten the site's name."),
    RemarkNote(
      "render-unverified", .warning, "The platform file is not certain about something that was used.",
      why: "It comes from memory or from sources that disagree.", remedy: "Try it on one device first."),
    RemarkNote(
      "render-version", .warning, "The software version has no number in it.",
      why: "The newest version is assumed.", remedy: "Write the version as the device shows it."),
    RemarkNote(
      "nat-exemption", .note, "Address translation must leave the protected pairs alone.",
      why: "Translated packets match no selector and leave in clear.",
      remedy: "Deny the pairs in the translation's access list, before its permit."),
  ]

  private static let planning = [
    RemarkNote(
      "key-unverifiable", .warning, "Nobody can tell whether the device has the intended key.",
      why: "The device shows it encoded, salted or starred out.",
      remedy: "`--keys set` sets it again, `--keys keep` leaves it."),
    RemarkNote(
      "key-not-at-hand", .note, "The key is not where its reference says.",
      why: "It is neither checked nor compared.", remedy: "Make it available and prepare the change again."),
    RemarkNote(
      "object-in-use", .error, "An object that is to go is used by a line that is to stay.",
      why: "The device refuses to remove it.", remedy: "Point the line at another object, or keep this one."),
    RemarkNote(
      "object-shared", .error, "The change alters an object on which a tunnel of somebody else stands.",
      why: "That tunnel would go down, or end at the cloud.",
      remedy: "Give the site another free number or name, for example in device.numbers."),
    RemarkNote(
      "object-taken", .error, "The change alters an object that serves another purpose on this device.",
      why: "Its name or number is the one of the scheme by chance, and what needs it would break.",
      remedy: "Give the site another free number or name, for example in device.numbers."),
    RemarkNote(
      "use-displaced", .error, "The change takes somebody else's object out of use.",
      why: "An interface takes one policy only: the tunnels of the other one would go down.",
      remedy: "Use another WAN line, or bring both under one name by hand first."),
    RemarkNote(
      "second-of-a-kind", .error, "The device has a line of a kind of which it can have one only.",
      why: "It refuses the second one: a router runs one BGP process.",
      remedy: "Let the intent say what the device has, or take that line away first."),
    RemarkNote(
      "section-absent", .warning, "The plan writes into a section that the device does not seem to have.",
      why: "No command makes a physical interface: the device refuses the line.",
      remedy: "Check the name in the site's facts."),
    RemarkNote(
      "plan-order-cycle", .warning, "Some commands need each other in a circle.",
      why: "The device may refuse one of them.", remedy: "Read the commands before using them."),
  ]

  private static let proving = [
    ("proof-accepted", "The simulated device refuses a command."),
    ("proof-reaches-intended", "After the commands the file is not as intended."),
    ("proof-nothing-else", "The commands change lines that are not the tunnel's."),
    ("proof-converges", "Planning again after the change finds something to do."),
    ("proof-rollback-accepted", "The simulated device refuses a command of the rollback."),
    ("proof-rolls-back", "The rollback does not give the present file back."),
  ].map { id, title in
    RemarkNote(
      id, .error, title,
      why: "The plan is not proven, and a device might end up in a state that nobody has seen.",
      remedy: "Do not apply the change; look at the commands and at what the device has.")
  }

  private static let bundling = [
    RemarkNote(
      "bundle-file-missing", .error, "A file of the bundle is gone.", why: "What was approved is not whole.",
      remedy: "Make the bundle again; do not use this one."),
    RemarkNote(
      "bundle-file-changed", .error, "A file of the bundle is not the one that was written.",
      why: "It is not what was approved.", remedy: "Make the bundle again; do not use this one."),
    RemarkNote(
      "bundle-file-mode", .error, "A file of the bundle has other permissions.",
      why: "Others may have read a key.",
      remedy: "Make the bundle again, and change keys that others could read."),
    RemarkNote(
      "bundle-file-unknown", .error, "A file lies in the bundle that does not belong to it.",
      why: "It was never approved.", remedy: "Remove it, or make the bundle again."),
  ]
}
