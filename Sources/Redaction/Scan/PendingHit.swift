import PlatformModel

/// A secret while its pieces are collected.
struct PendingHit {
  var pieces: [Range<Int>]
  var kind: SecretKind
  var encoding: ValueEncoding
  var encodingName: String?
  var row: Int?
  var line: Int
  var column: Int
  /// The sign that ends the text around it and must not turn up in it.
  var sign: UInt8?
}
