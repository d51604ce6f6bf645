/// Puts the keys where placeholders stand: the last step before a text that a device can run.
package struct SecretInjector: Sendable {
  private let allowed: Set<SecretReference>
  private let resolver: SecretResolver

  /// Only `allowed` references are followed: text that came in with a name or description cannot fetch a key or
  /// start a program.
  package init(allowed: Set<SecretReference>, resolver: SecretResolver) {
    self.allowed = allowed
    self.resolver = resolver
  }

  /// The text with every placeholder replaced by its key; each key is fetched once.
  ///
  /// The result holds keys in clear.
  package func inject(into bytes: [UInt8]) throws(SecretError) -> [UInt8] {
    var keys: [SecretReference: [UInt8]] = [:]
    return try SecretPlaceholder.replacing(in: bytes) { reference throws(SecretError) in
      if let known = keys[reference] { return known }
      guard allowed.contains(reference) else {
        throw SecretError(
          kind: .foreign, reference: reference.text, reason: "which no connection of the intent names")
      }
      let key = try resolver.resolve(reference).withExposedText { Array($0.utf8) }
      keys[reference] = key
      return key
    }
  }
}
