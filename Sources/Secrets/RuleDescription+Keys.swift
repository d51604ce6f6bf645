package import Diagnostics

extension RuleDescription {
  /// Remarks about keys that are fetched.
  package static let keys = [
    RuleDescription(
      "key-not-readable", .warning, "The key is there and cannot be used.",
      why: "It is neither checked nor compared, and files with it cannot be written.",
      remedy: "Do what the message says: permissions 0600, one line of UTF-8, a program that ends with 0.",
      example: "key: {reference: \"file:berlin.key\"}   (a file that others may read)")
  ]
}
