package import OrderedJSON

/// Something the service keeps under an id.
///
/// Everything beside the id is optional, and ``raw`` keeps the rest.
package protocol CloudResource: Sendable, Hashable, Identifiable {
  var id: String { get }
  /// The object as the service sent it, unknown members included.
  var raw: JSON { get }
  /// `nil` where the value is no object with an id.
  init?(_ raw: JSON)
}

/// A label of a resource.
package struct ResourceTag: Sendable, Hashable {
  package var key: String
  package var value: String

  init?(_ raw: JSON) {
    guard let key = raw.text("key") else { return nil }
    self.key = key
    value = raw.text("value") ?? ""
  }
}

extension JSON {
  /// The member `tags`; absent and empty are the same.
  var tags: [ResourceTag] { (list("tags") ?? []).compactMap(ResourceTag.init) }
}
