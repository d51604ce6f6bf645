import Diagnostics

/// A key in clear that the device takes for one in its own encoding.
struct KeyLooksEncoded: Rule {
  let id = "key-looks-encoded"
  let severity = Severity.error
  let title = "No key in clear begins like one that the device has encoded."
  let why = "The device decodes such a key and uses something else, which the other end does not have."
  let remedy = "Choose a key that begins with a letter or digit."
  let example = RuleExample(
    """
    ike-peer cloud
     address 192.0.2.10
     key plain %^%#LooksLikeOne1   <-- here
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  func check(_ context: ValidationContext) -> [Finding] {
    context.keyedLines().compactMap { line in
      guard let facts = line.facts, facts.looksEncoded else { return nil }
      return finding(context, at: line.node, "The device takes the key for one that it has encoded itself.")
    }
  }
}
