import PlatformModel

/// The net below the table: what stands behind suspicious words, or has the form of an encoded value.
///
/// It goes over a line word by word and keeps nothing but the last suspicious word: a line of any length takes
/// linear time.
struct SecretNet {
  /// A value that the net caught.
  struct Catch {
    var value: Range<Int>
    var kind: SecretKind
    var encoding: ValueEncoding
  }

  /// Whether what follows a word is a secret whatever it looks like.
  fileprivate enum Strength { case strong, weak, community }

  private struct Suspicion {
    var strength: Strength
    var kind: SecretKind
    /// Words that only say how the value is written, since the suspicious one.
    var fillers = 0
  }

  private var pending: Suspicion?
  /// Whether the word before is one that a name follows: `profile psk` is a profile of that name.
  private var isName = false
  /// Where the part of the line begins that the net goes over.
  private var start = 0
  /// The next word is no secret although it is long: a public key.
  private var isPublic = false
  /// In a remark of people a key is whatever is called one.
  private var isRemark = false

  /// What the net finds in a part of a line, outside of places that are known.
  static func catches(
    in text: SecretBytes.Text, _ range: Range<Int>, except known: [Range<Int>], isRemark: Bool = false
  ) -> [Catch] {
    var net = SecretNet()
    net.start = range.lowerBound
    net.isRemark = isRemark
    var catches: [Catch] = []
    var position = range.lowerBound
    var next = 0
    while let word = SecretBytes.word(in: text, from: position, to: range.upperBound) {
      position = word.upperBound
      while next < known.count, known[next].upperBound <= word.lowerBound { next += 1 }
      if next < known.count, known[next].lowerBound < word.upperBound {
        net.pending = nil
        continue
      }
      let introduces = SecretNet.introducesName(SecretNet.trimmed(word, in: text), in: text)
      // Names in quotes stand side by side.
      let goesOn = net.isName && SecretBytes.isQuote(text[word.lowerBound])
      defer { net.isName = introduces || goesOn }
      if goesOn, !isRemark { continue }
      if let inner = net.inner(of: word, in: text) {
        let found = SecretNet.catches(in: text, inner, except: known, isRemark: isRemark)
        catches += found
        if !found.isEmpty { continue }
      }
      if let found = net.take(word, in: text), !found.value.isEmpty,
        !ValueShape.isMasked(found.value, in: text)
      {
        catches.append(found)
      }
    }
    return catches
  }

  /// The words in quotes that make up a word, such as a script: what they say is looked at as well.
  private func inner(of word: Range<Int>, in text: SecretBytes.Text) -> Range<Int>? {
    guard pending == nil, text[word].contains(where: SecretBytes.isBlank) else { return nil }
    let (name, value) = SecretNet.parts(of: word, in: text)
    guard value == nil || suspicion(SecretNet.trimmed(name, in: text), in: text) == nil else { return nil }
    let inner = SecretNet.trimmed(value ?? name, in: text)
    // Each level takes its quotes off.
    return inner.count + 2 <= word.count ? inner : nil
  }

  private mutating func take(_ word: Range<Int>, in text: SecretBytes.Text) -> Catch? {
    let first = text[word.lowerBound]
    if !SecretBytes.isLetter(first) || first | 0x20 == UInt8(ascii: "x"),
      ValueShape.isMasked(SecretNet.trimmed(word, in: text), in: text)
    {
      pending = nil
      return nil
    }
    let (name, value) = SecretNet.parts(of: word, in: text)
    if value != nil, let password = SecretNet.passwordOfAddress(word, in: text) {
      return Catch(value: password, kind: .password, encoding: .clear)
    }
    let core = SecretNet.trimmed(value ?? name, in: text)
    if let shape = ValueShape.encoding(of: core, in: text) {
      let kind = pending?.kind ?? .password
      pending = nil
      return Catch(value: core, kind: kind, encoding: shape)
    }
    if value != nil {
      if let suspicion = suspicion(SecretNet.trimmed(name, in: text), in: text) {
        pending = suspicion
        return core.isEmpty ? nil : judge(core, in: text)
      }
      // What stands behind a suspicious word may hold any sign.
      return pending == nil ? nil : judge(SecretNet.trimmed(word, in: text), in: text)
    }
    if pending != nil {
      if core.isEmpty || SecretNet.isFiller(core, in: text) {
        pending?.fillers += 1
        if let count = pending?.fillers, count > 5 { pending = nil }
        return nil
      }
      if let other = suspicion(core, in: text), SecretNet.isExact(core, in: text) {
        pending = other
        return nil
      }
      if let found = judge(core, in: text) { return found }
    }
    if !isName || isRemark, let suspicion = suspicion(core, in: text) {
      pending = suspicion
      return nil
    }
    if ValueShape.isPublic(core, in: text) { isPublic = true }
    if !isPublic, ValueShape.isLongEncoded(core, in: text) {
      return Catch(value: core, kind: .password, encoding: .encrypted)
    }
    return nil
  }

  /// Whether the word behind a suspicious one is its value.
  private mutating func judge(_ core: Range<Int>, in text: SecretBytes.Text) -> Catch? {
    guard let suspicion = pending else { return nil }
    pending = nil
    guard !ValueShape.isPublic(core, in: text) else {
      isPublic = true
      return nil
    }
    switch suspicion.strength {
    case .strong:
      guard !SecretNet.isHarmless(core, in: text) else { return nil }
      // A key with blanks that nobody quoted: what follows is one too where it looks like it.
      pending = Suspicion(strength: .weak, kind: suspicion.kind)
    case .community:
      guard SecretNet.isManagement(start..<core.lowerBound, in: text), !SecretNet.isHarmless(core, in: text)
      else {
        return nil
      }
    case .weak:
      guard ValueShape.looksRandom(core, in: text) else { return nil }
    }
    return Catch(value: core, kind: suspicion.kind, encoding: .clear)
  }

  // MARK: Names

  /// What the name of an element or member says about its value.
  struct NameSuspicion {
    var kind: SecretKind
    fileprivate var strength: Strength
  }

  static func suspicion(ofName name: Range<Int>, in text: SecretBytes.Text) -> NameSuspicion? {
    SecretNet().suspicion(name, in: text).map { NameSuspicion(kind: $0.kind, strength: $0.strength) }
  }

  /// Whether a text is a secret under a suspicious name.
  static func isValue(_ value: Range<Int>, of name: NameSuspicion, in text: SecretBytes.Text) -> Bool {
    switch name.strength {
    case .strong, .community:
      !isHarmless(value, in: text) && !(value.count == 1 && SecretBytes.isDigit(text[value.lowerBound]))
    case .weak: ValueShape.looksRandom(value, in: text)
    }
  }

  // MARK: Words

  static let addressMark = Array("://".utf8)

  /// Words that a suspicious one ends with.
  static let names: [[UInt8]] = strongWords.map(\.bytes) + weakWords.map(\.bytes)

  /// Those that are no part of other words by chance.
  static let longNames: [[UInt8]] = strongWords.map(\.bytes).filter { $0.count > 3 }

  /// Whether a word of a line, without what may stand around it, may end before this byte.
  static let endsWord: [Bool] = (0..<256).map { value in
    let byte = UInt8(value)
    return SecretBytes.isBlank(byte) || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "=")
      || byte == UInt8(ascii: ":") || isTail(byte)
  }

  /// Whether a name goes on behind a word.
  @inline(__always) static func joinsNames(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  /// What makes a line worth a look; words and beginnings of encoded values.
  static let stems: [[UInt8]] =
    names
    + ["communit", "-----begin"].map { Array($0.utf8) } + [addressMark]
    + [
      "$1$", "$5$", "$6$", "$8$", "$9$", "$14$", "$2y$", "$2a$", "$2b$", "$y$", "$c$", "$h$", "$1a$", "$1c$",
      "$1d$",
      "$sha", "%^%#", "%$%$", "%@%@", "%#%#", "@%@%", "$2b$",
    ].map { Array($0.utf8) }

  /// Whether a line with this word is looked at in any case.
  static func isStem(_ word: String) -> Bool {
    let bytes = Array(word.utf8).map(SecretBytes.lower)
    return stems.contains { stem in bytes.indices.contains { bytes[$0...].starts(with: stem) } }
  }

  private struct Stem {
    var bytes: [UInt8]
    var kind: SecretKind

    /// Whether longer words that end with it say nothing.
    var isWhole: Bool

    init(_ text: String, _ kind: SecretKind, isWhole: Bool = false) {
      bytes = Array(text.utf8)
      self.kind = kind
      self.isWhole = isWhole
    }
  }

  private static let strongWords = [
    Stem("password", .password), Stem("passwd", .password), Stem("passphrase", .password),
    Stem("pass-phrase", .password), Stem("pwd", .password), Stem("secret", .password),
    Stem("psk", .preSharedKey),
    Stem("pre-shared-key", .preSharedKey), Stem("preshared-key", .preSharedKey),
    Stem("pre-share", .preSharedKey), Stem("pre-shared", .preSharedKey), Stem("preshared", .preSharedKey),
    Stem("shared-key", .sharedSecret), Stem("sharedkey", .sharedSecret),
    Stem("key-string", .authenticationKey),
    Stem("private-key", .privateKey), Stem("privatekey", .privateKey), Stem("private_key", .privateKey),
    Stem("apikey", .token), Stem("api-key", .token), Stem("api_key", .token),
    Stem("auth-key", .authenticationKey),
    Stem("authentication-key", .authenticationKey), Stem("access-key", .token), Stem("secretkey", .token),
    Stem("authkey", .authenticationKey), Stem("auth_key", .authenticationKey),
    Stem("pre_shared_key", .preSharedKey),
    Stem("shared_key", .sharedSecret), Stem("shared_secret", .sharedSecret), Stem("passcode", .password),
    Stem("enc", .password), Stem("auth_pass", .password), Stem("server-key", .sharedSecret),
  ]
  private static let weakWords = [
    Stem("key", .authenticationKey), Stem("cipher", .password, isWhole: true),
    Stem("md5", .authenticationKey, isWhole: true),
    Stem("token", .token), Stem("credential", .password), Stem("credentials", .password),
    Stem("hash", .password, isWhole: true),
    Stem("simple", .password, isWhole: true),
    Stem("pass", .password, isWhole: true), Stem("pin", .password, isWhole: true),
  ]
  private static let strongByLast = byLast(strongWords)
  private static let weakByLast = byLast(weakWords)
  private static let key = Array("key".utf8)
  private static let community = ["community", "communityname", "community-string"].map { Array($0.utf8) }
  /// Whether a suspicious word ends with these two bytes: most words are let go by one look.
  private static let endings: [Bool] = {
    var endings = [Bool](repeating: false, count: 1 << 16)
    for word in strongWords.map(\.bytes) + weakWords.map(\.bytes) + community {
      endings[ending(word[word.count - 2], word[word.count - 1])] = true
    }
    return endings
  }()

  private static func ending(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 8 | Int(second) }

  private static let management = ["snmp", "trap"].map { Array($0.utf8) }
  private static let negations = ["no", "un", "non", "disable-", "no-", "send-"].map { Array($0.utf8) }

  private static let publics = ["public-", "public_", "public"].map { Array($0.utf8) }

  /// Words of many devices that a name of the user's own follows.
  private static let namers: Set<[UInt8]> = Set(
    [
      "profile", "vrf", "keyring", "keychain", "prefix-list", "ip-prefix", "map", "policy", "policy-template",
      "filter", "zone", "security-zone", "from-zone", "to-zone", "srcaddr", "dstaddr", "member", "apply-to",
      "transform-set", "session", "group-policy", "object", "object-group", "access-list", "route-map",
      "class-map",
      "policy-map", "community-list", "peer-group", "proposal", "term", "rule", "template", "interface",
      "acl",
      "vpn-instance", "routing-instance", "group", "groups",
    ].map { Array($0.utf8) })
  private static let namerLength = namers.map(\.count).max() ?? 0

  /// Whether a name follows a word.
  static func introducesName(_ word: Range<Int>, in text: SecretBytes.Text) -> Bool {
    guard word.count >= 3, word.count <= namerLength else { return false }
    return namers.contains(text[word].map(SecretBytes.lower))
  }

  private static func byLast(_ words: [Stem]) -> [[Stem]] {
    var table: [[Stem]] = Array(repeating: [], count: 256)
    for word in words { if let last = word.bytes.last { table[Int(last)].append(word) } }
    return table
  }

  private func suspicion(_ core: Range<Int>, in text: SecretBytes.Text) -> Suspicion? {
    guard core.count >= 2, core.count <= 64 else { return nil }
    let last = SecretBytes.lower(text[core.upperBound - 1])
    guard SecretNet.endings[SecretNet.ending(SecretBytes.lower(text[core.upperBound - 2]), last)] else {
      return nil
    }
    for stem in SecretNet.strongByLast[Int(last)] where SecretNet.ends(core, with: stem, in: text) {
      return Suspicion(strength: .strong, kind: stem.kind)
    }
    for stem in SecretNet.weakByLast[Int(last)] where SecretNet.ends(core, with: stem, in: text) {
      return Suspicion(
        strength: isRemark && stem.bytes == SecretNet.key ? .strong : .weak, kind: stem.kind)
    }
    for word in SecretNet.community where SecretBytes.ends(text, core, word) {
      return Suspicion(strength: .community, kind: .community)
    }
    return nil
  }

  private static func ends(_ core: Range<Int>, with stem: Stem, in text: SecretBytes.Text) -> Bool {
    guard SecretBytes.ends(text, core, stem.bytes) else { return false }
    let lead = core.lowerBound..<(core.upperBound - stem.bytes.count)
    guard !lead.isEmpty else { return true }
    // Short words end many others.
    if stem.bytes.count < 4, stem.bytes != Array("psk".utf8), stem.bytes != Array("pwd".utf8),
      SecretBytes.isLetter(text[lead.upperBound - 1]) || SecretBytes.isDigit(text[lead.upperBound - 1])
    {
      return false
    }
    if stem.isWhole { return false }
    return !negations.contains { SecretBytes.equals(text, lead, $0) }
      && !publics.contains { SecretBytes.ends(text, lead, $0) }
  }

  private static func isExact(_ core: Range<Int>, in text: SecretBytes.Text) -> Bool {
    strongWords.contains { SecretBytes.equals(text, core, $0.bytes) }
      || weakWords.contains { SecretBytes.equals(text, core, $0.bytes) }
  }

  private static let fillers = [
    "simple", "cipher", "plain", "plaintext", "plain-text", "ciphertext", "cipher-text",
    "irreversible-cipher",
    "encrypted", "clear", "cleartext", "clear-text", "hash", "hashed", "ascii", "ascii-text", "hex",
    "hexadecimal",
    "hidden", "key", "is", "text", "local", "remote", "enc", "md5", "sha", "sha1", "sha256", "sha512",
    "string",
    "value", "=", ":", ":=", "->", "read", "write", "ro", "rw", "8a", "localized", "was", "to", "pbkdf2",
    "set",
  ].map { Array($0.utf8) }

  private static func isFiller(_ core: Range<Int>, in text: SecretBytes.Text) -> Bool {
    if core.count == 1, SecretBytes.isDigit(text[core.lowerBound]) { return true }
    return fillers.contains { SecretBytes.equals(text, core, $0) }
  }

  private static let harmless = [
    "enable", "disable", "enabled", "disabled", "yes", "no", "true", "false", "none", "null", "encryption",
    "encryption-key", "policy", "strength-check", "recovery", "expire", "expires", "expiration", "aging",
    "age",
    "length", "min-length", "minimum-length", "min-len", "complexity", "complexity-check", "history",
    "required",
    "optional", "type", "timeout", "mode", "level", "change", "only", "permit", "deny", "additive", "and",
    "or",
    "the", "for", "of", "a", "in", "on", "must", "will", "alert", "control", "-", "--", "{", "}", "[", "]",
    "(", ")",
    "<", ">", "/>", "as", "if", "with", "default", "auto", "authentication", "algorithm", "prompt", "label",
    "be",
    "exit", "end", "quit", "next", "login", "original", "reset", "add", "address", "set-key", "hostname",
    "host",
    "user", "username", "name", "id", "file", "index", "version", "group", "view", "method", "protocol",
    "interface",
    "use", "using", "standard", "expanded", "print", "remove", "export", "list", "size", "reuse", "check",
  ].map { Array($0.utf8) }

  /// A word of people or of configurations that is no value.
  private static func isHarmless(_ core: Range<Int>, in text: SecretBytes.Text) -> Bool {
    harmless.contains { SecretBytes.equals(text, core, $0) } || ValueShape.isAlgorithm(core, in: text)
  }

  /// Whether the words before a community speak of management: routes have communities too.
  private static func isManagement(_ range: Range<Int>, in text: SecretBytes.Text) -> Bool {
    // A line that goes on for ever is not looked through again and again.
    let range = range.suffix(256)
    return range.indices.contains { position in
      management.contains { SecretBytes.begins(text, position..<range.endIndex, $0) }
    }
  }

  // MARK: Parts of a word

  /// Name and value of `name=value` and `name:value`; a word without either is a name alone.
  private static func parts(of word: Range<Int>, in text: SecretBytes.Text) -> (Range<Int>, Range<Int>?) {
    for position in word.prefix(80) {
      let byte = text[position]
      // No name has a blank: a text in quotes is looked at word by word.
      if SecretBytes.isBlank(byte) { break }
      guard byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") else {
        if position == word.lowerBound, byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%") { break }
        continue
      }
      guard position > word.lowerBound else { break }
      return (word.lowerBound..<position, position + 1..<word.upperBound)
    }
    return (word, nil)
  }

  /// The word without quotes, brackets and punctuation around it.
  private static func trimmed(_ word: Range<Int>, in text: SecretBytes.Text) -> Range<Int> {
    var start = word.lowerBound
    var end = word.upperBound
    if word.count >= 2, SecretBytes.isQuote(text[start]),
      let close = SecretBytes.closingQuote(in: text, of: start, to: end)
    {
      return start + 1..<close
    }
    // A text in a script that stands in quotes itself: `\"word\"`.
    if let inner = escaped(start..<end, in: text) { return inner }
    while start < end, isLead(text[start]) { start += 1 }
    while start < end, isTail(text[end - 1]) { end -= 1 }
    return start..<end
  }

  /// What stands between two quotes with backslashes before them.
  static func escaped(_ word: Range<Int>, in text: SecretBytes.Text) -> Range<Int>? {
    guard word.count >= 4, text[word.lowerBound] == 0x5C, text[word.lowerBound + 1] == 0x22 else {
      return nil
    }
    let start = word.lowerBound + 2
    var end = start
    while end + 1 < word.upperBound, text[end] != 0x5C || text[end + 1] != 0x22 { end += 1 }
    return end + 1 < word.upperBound ? start..<end : nil
  }

  private static func isLead(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  private static func isTail(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: ";"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  /// The passwords of all addresses in a part of a line.
  static func passwords(in text: SecretBytes.Text, _ range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = range.lowerBound
    while let word = SecretBytes.word(in: text, from: position, to: range.upperBound) {
      position = word.upperBound
      if let password = passwordOfAddress(word, in: text), !ValueShape.isMasked(password, in: text) {
        found.append(password)
      }
    }
    return found
  }

  /// The password of `scheme://name:password@host`.
  private static func passwordOfAddress(_ word: Range<Int>, in text: SecretBytes.Text) -> Range<Int>? {
    var position = word.lowerBound
    while position + 3 < word.upperBound {
      if text[position] == 0x3A, text[position + 1] == 0x2F, text[position + 2] == 0x2F { break }
      position += 1
    }
    guard position + 3 < word.upperBound, position > word.lowerBound else { return nil }
    var colon: Int?
    for index in position + 3..<word.upperBound {
      let byte = text[index]
      if byte == UInt8(ascii: "/"), colon == nil { return nil }
      if byte == UInt8(ascii: ":"), colon == nil { colon = index + 1 }
      if byte == UInt8(ascii: "@") {
        if let colon, colon < index { return colon..<index }
        return nil
      }
    }
    return nil
  }
}
