package import ConfigTree

/// A place of a platform's files where a secret stands.
package struct SecretRow: Sendable, Hashable {
  package var place: Place
  package var kind: SecretKind
  /// What a value is that none of the platform's ``KeyEncoding``s describes.
  package var encoding: ValueEncoding
  /// Forms of the section's line in which the place must stand, as it is or with more words behind; empty: anywhere.
  package var sections: [StatementPattern]
  package var provenance: Provenance

  package init(
    place: Place, kind: SecretKind, encoding: ValueEncoding = .clear, sections: [StatementPattern] = [],
    provenance: Provenance
  ) {
    self.place = place
    self.kind = kind
    self.encoding = encoding
    self.sections = sections
    self.provenance = provenance
  }

  package enum Place: Sendable, Hashable {
    /// Captures of a line's pattern; more words may follow. Without captures nothing in the line is a secret.
    case line(StatementPattern, captures: [String])
    /// The same, but the pattern may begin at any word of the line: in paths, and in lines with braces.
    case words(StatementPattern, captures: [String])
    /// The value of `name=value` or `name = value`, anywhere in a line.
    case property(String)
    /// The text of an element, by the names of the innermost elements, outermost first.
    case element([String])
    /// All lines after one of this form, up to a line that consists of `until`.
    case block(StatementPattern, until: String)
  }
}

/// What a secret is good for.
package enum SecretKind: String, Sendable, Hashable, CaseIterable {
  /// Authenticates an IKE peer or a station of a wireless network.
  case preSharedKey = "pre-shared-key"
  /// Signs a user in.
  case password
  /// Opens management data: an SNMP community.
  case community
  /// Shared with a server for users, such as RADIUS or TACACS+.
  case sharedSecret = "shared-secret"
  /// Authenticates messages: routing, time, redundancy and management protocols.
  case authenticationKey = "authentication-key"
  case certificate
  case privateKey = "private-key"
  /// Stands for a signed-in user or an application.
  case token
}

/// How a secret stands in a file.
package enum ValueEncoding: String, Sendable, Hashable, CaseIterable {
  /// As it is typed.
  case clear
  /// Changed in a way that anybody can undo without a key.
  case obfuscated
  /// Encrypted with a key of the device.
  case encrypted
  /// Cannot be undone; guesses can be tried.
  case hash
  /// Not there: stars or a remark of a collector.
  case masked
}

extension KeyEncoding {
  /// The same in the words of a secret's row.
  package var encoding: ValueEncoding {
    switch kind {
    case .opaque: .encrypted
    case .reversible: .obfuscated
    case .hash: .hash
    case .masked: .masked
    }
  }
}

extension SecretKind {
  /// What a secret is by a word near it; `nil` where the word says nothing.
  package init?(word: String) {
    let word = Array(word.lowercased().utf8)
    func has(_ parts: StaticString...) -> Bool {
      parts.contains { part in
        part.withUTF8Buffer { part in word.indices.contains { word[$0...].starts(with: part) } }
      }
    }
    if has("pre-shared", "preshared", "psk", "pre-share", "isakmp") {
      self = .preSharedKey
    } else if has("communit") {
      self = .community
    } else if has("private-key", "privatekey", "private_key") {
      self = .privateKey
    } else if has("certificate") {
      self = .certificate
    } else if has("token", "api-key", "apikey", "api_key") {
      self = .token
    } else if has("radius", "tacacs", "shared-key", "shared-secret", "server-key", "pac") {
      self = .sharedSecret
    } else if has(
      "key-string", "authentication", "message-digest", "md5", "ntp", "hmac", "cmac", "auth", "priv",
      "encryption")
    {
      self = .authenticationKey
    } else if has("passw", "secret", "user", "passphrase", "pass") {
      self = .password
    } else {
      return nil
    }
  }
}

extension SecretRow {
  /// What the row says of properties of a device with menus, for its files as paths: an item of somebody else's is one line
  /// with `name=value`, all else has `name value` at its end.
  func inPaths(_ syntax: PathCommandsSyntax) -> [SecretRow] {
    guard case .property(let name) = place else { return [self] }
    guard let menu = sections.first?.text else { return [self] + words(["\(name) {key}"]) }
    let verb = syntax.paths.assigns.first ?? ""
    let root = menu.hasPrefix(syntax.root) ? "" : syntax.root
    let path = root + menu.split(separator: " ").joined(separator: syntax.root)
    var inItem = self
    inItem.sections = ["\(verb) \(path)"].compactMap { try? StatementPattern(parsing: $0) }
    return [inItem] + words(["\(path) \(name) {key}", "\(path) \(syntax.selects) <k> <v> \(name) {key}"])
  }

  private func words(_ patterns: [String]) -> [SecretRow] {
    patterns.compactMap { try? StatementPattern(parsing: $0) }.map { pattern in
      SecretRow(
        place: .words(pattern, captures: ["key"]), kind: kind, encoding: encoding, provenance: provenance)
    }
  }
}

extension Platform {
  /// All places of secrets: the table's, then the captures of statements that are marked as secrets.
  package var allSecrets: [SecretRow] {
    var found = MarkedStatements(assignment: !syntax.assignment.isEmpty)
    // Statements of a device with menus are paths, which its own files do not have.
    if case .pathCommands = syntax { return secrets }
    for group in groups { found.add(group.rules, in: nil, provenance: group.provenance) }
    return secrets + found.rows
  }
}

/// Statement rules with secrets, one row for each form of a line: the sections in which it may stand are collected.
private struct MarkedStatements {
  private(set) var rows: [SecretRow] = []
  /// Whether a sign parts names from values, which patterns do not show.
  private let assignment: Bool
  private var places: [Key: Int] = [:]

  private struct Key: Hashable {
    var pattern: String
    var captures: [String]
    var isTop: Bool
  }

  init(assignment: Bool) { self.assignment = assignment }

  mutating func add(_ rules: [StatementRule], in section: StatementPattern?, provenance: Provenance) {
    for rule in rules {
      if !rule.secrets.isEmpty {
        let key = Key(pattern: rule.pattern.text, captures: rule.secrets, isTop: section == nil)
        if let place = places[key] {
          if let section, !rows[place].sections.contains(section) { rows[place].sections.append(section) }
        } else {
          places[key] = rows.count
          rows.append(row(rule, in: section, provenance))
        }
      }
      add(rule.children, in: rule.pattern, provenance: provenance)
    }
  }

  private func place(_ rule: StatementRule) -> SecretRow.Place {
    if assignment, case .words(let names)? = rule.pattern.elements.first, let name = names.first {
      return .property(name)
    }
    return .line(rule.pattern, captures: rule.secrets)
  }

  private func row(
    _ rule: StatementRule, in section: StatementPattern?, _ provenance: Provenance
  ) -> SecretRow {
    // The words nearest to the value say most.
    let words = rule.pattern.text.split(separator: " ").reversed() + (section.map { [$0.text[...]] } ?? [])
    return SecretRow(
      place: place(rule),
      kind: words.lazy.compactMap { SecretKind(word: String($0)) }.first ?? .password,
      sections: section.map { [$0] } ?? [], provenance: provenance)
  }
}
